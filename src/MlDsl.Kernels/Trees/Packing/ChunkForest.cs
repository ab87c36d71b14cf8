using System.Buffers.Binary;

namespace MlDsl.Kernels;

/// <summary>
/// The nodes of all trees in chunks of 64 bytes, one cache line each. A chunk holds three levels of a tree: seven conditions (8 slots and
/// 8 limits of 16 bits, in heap order from place 1 on) and what each of the eight ways out leads to, a 32-bit integer.
/// </summary>
/// <remarks>
/// All trees of a block of eight take the same number of steps, so that no branch depends on the data. A way out of a chunk before
/// the last step leads to a chunk, by its offset in bytes; in the last step it is the result. A leaf that lies higher leads through
/// places of chunks whose conditions never hold: the low bits of the offset say which of their eight ways out, so eight such leaves share
/// a chunk.
/// </remarks>
internal sealed class ChunkForest
{
    public const int ChunkSize = 64, LimitsAt = 16, ExitsAt = 32, Levels = 3, Lanes = 8;

    /// <summary>The deepest trees whose chunks lie in a fixed order: the first, then those of all its ways out.</summary>
    public const int RegularDepth = 2 * Levels;

    private readonly byte[] empty = new byte[ChunkSize];
    private byte[] bytes = new byte[64 * ChunkSize];
    private int length;

    public ChunkForest()
    {
        for (int lane = 0; lane < Lanes; lane++) WriteInt16(empty, LimitsAt + (2 * lane), SlotTable.Never);
    }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>Adds an empty chunk: its conditions never hold and its ways out lead to 0.</summary>
    /// <exception cref="TreeEnsembleException">The ensemble has grown beyond 2 GiB.</exception>
    public int Add()
    {
        const int Most = int.MaxValue - (1 << 20);
        if (length > Most - ChunkSize) throw new TreeEnsembleException("The packed trees are larger than 2 GiB; use fewer or smaller trees");
        if (length == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Most, 2L * length));
        int place = length;
        empty.CopyTo(bytes, place);
        length += ChunkSize;
        return place;
    }

    public void SetCondition(int chunk, int lane, (ushort Slot, short Limit) condition)
    {
        WriteInt16(bytes, chunk + (2 * lane), (short)condition.Slot);
        WriteInt16(bytes, chunk + LimitsAt + (2 * lane), condition.Limit);
    }

    public void SetExit(int chunk, int way, int target) =>
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(chunk + ExitsAt + (4 * way)), target);

    private static void WriteInt16(byte[] target, int place, short value) =>
        BinaryPrimitives.WriteInt16LittleEndian(target.AsSpan(place), value);
}
