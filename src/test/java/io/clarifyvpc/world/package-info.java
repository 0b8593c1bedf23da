/** The test world: one fully compliant account, and builders that change one thing of it. */
package io.clarifyvpc.world;
