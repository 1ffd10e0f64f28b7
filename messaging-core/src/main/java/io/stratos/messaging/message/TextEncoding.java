package io.stratos.messaging.message;

/**
 * The two alphabets in which an SMS travels, as 3GPP TS 23.038 defines them.
 *
 * <p>National language shift tables and 8-bit data are not among them. The sizes are those of 3GPP TS 23.040 with a
 * 6-octet concatenation header; a carrier that uses a 7-octet header fits less into a part.
 */
public enum TextEncoding {
    /** The GSM 03.38 default alphabet and its extension table; a unit is a septet. */
    GSM_7(7, 160, 153),
    /** 16-bit Unicode; a unit is a UTF-16 code unit. */
    UCS_2(16, 70, 67);

    private final int bitsPerUnit;
    private final int singleCapacity;
    private final int partCapacity;

    TextEncoding(int bitsPerUnit, int singleCapacity, int partCapacity) {
        this.bitsPerUnit = bitsPerUnit;
        this.singleCapacity = singleCapacity;
        this.partCapacity = partCapacity;
    }

    /** The size of a unit in bits: 7 or 16. */
    public int bitsPerUnit() {
        return bitsPerUnit;
    }

    /** How many units a message of one segment holds: 160 or 70. It carries no header. */
    public int singleCapacity() {
        return singleCapacity;
    }

    /** How many units each segment of a longer message holds beside its header: 153 or 67. */
    public int partCapacity() {
        return partCapacity;
    }
}
