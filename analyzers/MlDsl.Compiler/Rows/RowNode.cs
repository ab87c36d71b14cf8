using MlDsl.Compiler.Catalog;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Rows;

/// <summary>A step of the program of a row.</summary>
internal abstract class RowNode
{
    /// <summary>What the graph calls its result.</summary>
    public required string Name { get; init; }
}

/// <summary>A step that gives a position, by which values are chosen.</summary>
internal abstract class PositionNode : RowNode
{
    /// <summary>How many positions there are.</summary>
    public abstract int Count { get; }
}

/// <summary>The position of a key among known ones; behind the last for any other.</summary>
internal sealed class LookNode(RowCell key, Array keys) : PositionNode
{
    public RowCell Key => key;

    public Array Keys => keys;

    public override int Count => keys.Length + 1;
}

/// <summary>The position of the highest of some numbers.</summary>
/// <param name="cells">The numbers.</param>
/// <param name="skipsMissing">Whether missing numbers do not take part; where all are missing, the position is behind the last.</param>
internal sealed class HighestNode(RowCell[] cells, bool skipsMissing = false) : PositionNode
{
    public RowCell[] Cells => cells;

    public bool SkipsMissing => skipsMissing;

    public override int Count => cells.Length + (skipsMissing ? 1 : 0);
}

/// <summary>The class into which trees put a row.</summary>
internal sealed class ClassNode(TreesNode trees) : PositionNode
{
    public TreesNode Trees => trees;

    public override int Count => trees.Outputs;
}

/// <summary>An expression of a few cells.</summary>
/// <param name="operation">The word of it in plans.</param>
/// <param name="element">What it gives.</param>
/// <param name="operands">What it is calculated of.</param>
internal sealed class CalculateNode(string operation, Type element, RowCell[] operands) : RowNode
{
    public Type Element => element;

    public string Operation => operation;

    public RowCell[] Operands => operands;
}

/// <summary>A sum in the order of its terms, from zero on.</summary>
internal sealed class SumNode(IReadOnlyList<RowTerm> terms) : RowNode
{
    public IReadOnlyList<RowTerm> Terms => terms;
}

/// <summary>A term of a sum: a cell, and what it is multiplied with.</summary>
internal readonly record struct RowTerm(RowCell Cell, float? Weight);

/// <summary>A dense layer.</summary>
/// <param name="cells">The row.</param>
/// <param name="weights">One row of weights per cell, as many in each as there are outputs.</param>
/// <param name="bias">What the sums begin with; null for zeros.</param>
internal sealed class DenseNode(RowCell[] cells, Tensor<float> weights, Tensor<float>? bias) : RowNode
{
    public RowCell[] Cells => cells;

    public Tensor<float> Weights => weights;

    public Tensor<float>? Bias => bias;

    public int Outputs => (int)weights.Shape[1];
}

/// <summary>Scores of trees.</summary>
internal sealed class TreesNode(RowCell[] features, PackedTreeBytes trees, int outputs, bool isClassifier) : RowNode
{
    public RowCell[] Features => features;

    public PackedTreeBytes Trees => trees;

    public int Outputs => outputs;

    public bool IsClassifier => isClassifier;
}

/// <summary>What follows the scores of a row, all of them at once.</summary>
/// <param name="method">The method of RowArithmetic.</param>
/// <param name="transform">The member of its enum.</param>
/// <param name="numbers">What else the method takes.</param>
/// <param name="cells">The scores.</param>
internal sealed class TransformNode(string method, string transform, IReadOnlyList<object> numbers, RowCell[] cells) : RowNode
{
    public string Method => method;

    public string Transform => transform;

    public IReadOnlyList<object> Numbers => numbers;

    public RowCell[] Cells => cells;
}
