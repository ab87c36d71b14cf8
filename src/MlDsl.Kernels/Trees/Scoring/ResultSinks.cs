namespace MlDsl.Kernels;

/// <summary>
/// Takes what each tree gives for a row, in the ensemble's order. A structure, so that a walk is compiled for each sink and calls nothing.
/// </summary>
internal unsafe interface IResultSink
{
    /// <summary>Takes the result of a tree: a value, or a leaf's number.</summary>
    void Add(int tree, int* result);
}

/// <summary>One output, summed in a register.</summary>
internal unsafe struct SumSink : IResultSink
{
    public float Sum;

    public void Add(int tree, int* result) => Sum += *(float*)result;
}

/// <summary>Several outputs, each tree for one of them.</summary>
/// <param name="outputs">The output of each tree.</param>
/// <param name="scores">The row's first score.</param>
/// <param name="shift">Scores of one row lie 2^shift apart.</param>
internal readonly unsafe struct OutputSumSink(int* outputs, float* scores, int shift) : IResultSink
{
    public void Add(int tree, int* result) => scores[outputs[tree] << shift] += *(float*)result;
}

/// <summary>Several outputs, leaves with weights for any of them.</summary>
internal readonly unsafe struct WeightSumSink(PackedTrees packed, float* scores, byte* voted, int shift) : IResultSink
{
    private readonly int* starts = packed.LeafStarts;
    private readonly LeafWeight* weights = packed.LeafWeights;

    public void Add(int tree, int* result)
    {
        int end = starts[*result + 1];
        for (int i = starts[*result]; i < end; i++)
        {
            int place = weights[i].Output << shift;
            scores[place] += weights[i].Value;
            voted[place] = 1;
        }
    }
}

/// <summary>The smallest or the largest, for leaves of both kinds.</summary>
internal readonly unsafe struct ExtremeSink(PackedTrees packed, float* scores, byte* voted, int shift, bool smallest) : IResultSink
{
    public void Add(int tree, int* result)
    {
        if (!packed.HasLeafWeights)
        {
            Take(packed.TreeOutputs[tree], *(float*)result);
            return;
        }
        int end = packed.LeafStarts[*result + 1];
        for (int i = packed.LeafStarts[*result]; i < end; i++) Take(packed.LeafWeights[i].Output, packed.LeafWeights[i].Value);
    }

    private void Take(int output, float value)
    {
        int place = output << shift;
        bool better = smallest ? value < scores[place] : value > scores[place];
        if (voted[place] == 0 || better) scores[place] = value;
        voted[place] = 1;
    }
}
