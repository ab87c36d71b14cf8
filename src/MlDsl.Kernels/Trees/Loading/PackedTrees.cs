using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>A packed ensemble whose lengths, references and numbers have been checked: kernels follow its pointers without looking.</summary>
internal sealed unsafe class PackedTrees
{
    // Keeps the bytes where they are, unless they are the caller's own mapped memory.
    private readonly byte[]? held;
    private readonly PackedHeader header;

    private PackedTrees(byte* start, byte[]? held)
    {
        this.held = held;
        header = *(PackedHeader*)start;
        Slots = (PackedSlot*)(start + header.Slots.Start);
        Keys = start + header.Keys.Start;
        Categories = start + header.Categories.Start;
        Blocks = (PackedBlock*)(start + header.Blocks.Start);
        Roots = (int*)(start + header.Roots.Start);
        TreeOutputs = (int*)(start + header.TreeOutputs.Start);
        LeafStarts = (int*)(start + header.LeafStarts.Start);
        LeafWeights = start + header.LeafWeights.Start;
        LeafValues = start + header.LeafValues.Start;
        BaseValues = start + header.BaseValues.Start;
        VotedOutputs = start + header.VotedOutputs.Start;
        Chunks = start + header.Chunks.Start;
        Flags = (PackedFlags)header.Flags;
        HasLeafWeights = (Flags & PackedFlags.LeafWeights) != 0;
        HasLinearLeaves = (Flags & PackedFlags.LinearLeaves) != 0;
        IsDouble = (Flags & PackedFlags.Double) != 0;
        Masks = (Flags & PackedFlags.Masks) != 0 ? new PackedMasks(start, (PackedHeader*)start) : null;
        Compact = (Flags & PackedFlags.Compact) != 0 ? new PackedCompact(start, (PackedHeader*)start) : null;
        CanUseLanes = Masks is null && Compact is null && !IsDouble && !HasLeafWeights && Aggregate is TreeAggregate.Sum or TreeAggregate.Average && AnyRegular();
    }

    public PackedSlot* Slots { get; }

    /// <summary>int, or long in double precision.</summary>
    public void* Keys { get; }

    /// <summary>float or double, as all numbers.</summary>
    public void* Categories { get; }

    public PackedBlock* Blocks { get; }

    public int* Roots { get; }

    public int* TreeOutputs { get; }

    public int* LeafStarts { get; }

    /// <summary><see cref="PackedWeight{T}"/>.</summary>
    public void* LeafWeights { get; }

    public void* LeafValues { get; }

    public void* BaseValues { get; }

    public byte* VotedOutputs { get; }

    public byte* Chunks { get; }

    public PackedFlags Flags { get; }

    public bool HasLeafWeights { get; }

    /// <summary>Whether leaves are linear models of the row.</summary>
    public bool HasLinearLeaves { get; }

    public bool IsDouble { get; }

    /// <summary>The masks, where trees are packed as such; there are no chunks then, and a block is four strips.</summary>
    public PackedMasks? Masks { get; }

    /// <summary>The groups of a compact ensemble; there are no chunks then, and a block is a group.</summary>
    public PackedCompact? Compact { get; }

    /// <summary>Whether some block can be evaluated with rows in lanes.</summary>
    public bool CanUseLanes { get; }

    public int FeatureCount => header.FeatureCount;

    public int OutputCount => header.OutputCount;

    public int TreeCount => header.TreeCount;

    public int SlotCount => header.SlotCount;

    public int BlockCount => header.BlockCount;

    public int BaseValueCount => header.BaseValueCount;

    public long Length => header.Length;

    public double ErrorBound => header.ErrorBound;

    public TreeAggregate Aggregate => (TreeAggregate)header.Aggregate;

    public ScoreTransform Transform => (ScoreTransform)header.Transform;

    /// <summary>Checks and uses bytes that stay where they are; they are copied when they do not start at a multiple of 64.</summary>
    /// <exception cref="TreeEnsembleException">The bytes are not a packed ensemble, or are damaged.</exception>
    public static PackedTrees Map(byte* start, nint length)
    {
        if ((nint)start % PackedHeader.Alignment != 0) return Copy(new ReadOnlySpan<byte>(start, checked((int)length)));
        PackedChecks.Check(start, length);
        return new PackedTrees(start, null);
    }

    /// <summary>Checks and uses a copy of bytes.</summary>
    /// <exception cref="TreeEnsembleException">The bytes are not a packed ensemble, or are damaged.</exception>
    public static PackedTrees Copy(ReadOnlySpan<byte> bytes)
    {
        byte[] held = GC.AllocateUninitializedArray<byte>(bytes.Length + PackedHeader.Alignment, pinned: true);
        var first = (byte*)Unsafe.AsPointer(ref held[0]);
        byte* start = first + (-(nint)first & (PackedHeader.Alignment - 1));
        bytes.CopyTo(new Span<byte>(start, bytes.Length));
        PackedChecks.Check(start, bytes.Length);
        return new PackedTrees(start, held);
    }

    private bool AnyRegular()
    {
        for (int i = 0; i < BlockCount; i++)
            if (Blocks[i].FanOut != 0) return true;
        return false;
    }
}
