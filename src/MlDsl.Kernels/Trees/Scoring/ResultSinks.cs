using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlDsl.Kernels;

/// <summary>
/// Takes what each tree gives for a row, in the ensemble's order. A structure, so that a walk is compiled for each sink and calls nothing.
/// </summary>
internal unsafe interface IResultSink
{
    /// <summary>Takes the result of a tree: a value, the place of one, or a leaf's number.</summary>
    void Add(int tree, int* result);
}

/// <summary>A sink that takes leaves by their places, of which one that gives nothing changes nothing.</summary>
internal unsafe interface ILeafSink
{
    /// <summary>The bytes of a leaf.</summary>
    static abstract int LeafSize { get; }

    /// <summary>The leaves of an ensemble of masks or of a compact one, by their places: values, their codes, or where their weights start.</summary>
    static abstract byte* Leaves(PackedTrees packed);

    /// <summary>Takes the leaf of a piece.</summary>
    void AddLeaf(int piece, byte* leaf);
}

/// <summary>What results stand for where each tree has one output: the value itself in single precision, its place in double.</summary>
internal static unsafe class LeafValue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(T* values, int* result)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? *(T*)result : values[*result];
}

/// <summary>One output, summed in a register.</summary>
internal unsafe struct SumSink<T>(PackedTrees packed, T start) : IResultSink, ILeafSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* values = (T*)packed.LeafValues;

    public T Sum = start;

    public static int LeafSize => sizeof(T);

    public static byte* Leaves(PackedTrees packed) => (byte*)packed.LeafValues;

    // Inlined everywhere, or the sum would lie in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int tree, int* result) => Sum += LeafValue.Of(values, result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddLeaf(int piece, byte* leaf) => Sum += *(T*)leaf;
}

/// <summary>Several outputs, each tree for one of them.</summary>
/// <param name="packed">The ensemble.</param>
/// <param name="scores">The row's first score.</param>
/// <param name="shift">Scores of one row lie 2^shift apart.</param>
internal readonly unsafe struct OutputSumSink<T>(PackedTrees packed, T* scores, int shift) : IResultSink, ILeafSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* values = (T*)packed.LeafValues;
    private readonly int* outputs = packed.TreeOutputs;
    private readonly T* scores = scores;
    private readonly int shift = shift;

    public static int LeafSize => sizeof(T);

    public static byte* Leaves(PackedTrees packed) => (byte*)packed.LeafValues;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int tree, int* result) => scores[outputs[tree] << shift] += LeafValue.Of(values, result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddLeaf(int piece, byte* leaf) => scores[outputs[piece] << shift] += *(T*)leaf;
}

/// <summary>Several outputs, leaves with weights for any of them.</summary>
internal readonly unsafe struct WeightSumSink<T>(PackedTrees packed, T* scores, byte* voted, int shift) : IResultSink, ILeafSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int* starts = packed.LeafStarts;
    private readonly PackedWeight<T>* weights = (PackedWeight<T>*)packed.LeafWeights;

    public static int LeafSize => sizeof(int);

    public static byte* Leaves(PackedTrees packed) => (byte*)packed.LeafStarts;

    public void Add(int tree, int* result) => AddLeaf(tree, (byte*)(starts + *result));

    public void AddLeaf(int piece, byte* leaf)
    {
        int end = ((int*)leaf)[1];
        for (int i = *(int*)leaf; i < end; i++)
        {
            int place = weights[i].Output << shift;
            scores[place] += weights[i].Value;
            voted[place] = 1;
        }
    }
}

/// <summary>The smallest or the largest, for leaves of both kinds.</summary>
internal readonly unsafe struct ExtremeSink<T>(PackedTrees packed, T* scores, byte* voted, int shift, bool smallest) : IResultSink
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* values = (T*)packed.LeafValues;

    public void Add(int tree, int* result)
    {
        if (!packed.HasLeafWeights)
        {
            Take(packed.TreeOutputs[tree], LeafValue.Of(values, result));
            return;
        }
        var weights = (PackedWeight<T>*)packed.LeafWeights;
        int end = packed.LeafStarts[*result + 1];
        for (int i = packed.LeafStarts[*result]; i < end; i++) Take(weights[i].Output, weights[i].Value);
    }

    private void Take(int output, T value)
    {
        int place = output << shift;
        bool better = smallest ? value < scores[place] : value > scores[place];
        if (voted[place] == 0 || better) scores[place] = value;
        voted[place] = 1;
    }
}
