package io.stratos.messaging.jdbc;

class UnknownCommitOnH2Test extends UnknownCommits {

    UnknownCommitOnH2Test() {
        super(TestH2.inMemory());
    }
}
