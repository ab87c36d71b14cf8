namespace MlDsl.Kernels;

/// <summary>
/// How a node compares the value x of its feature with its threshold t. A comparison with a missing value (NaN) is false,
/// except <see cref="NotEqual"/>, which is true; <see cref="TreeNode.MissingIsTrue"/> turns a false one into a true one.
/// </summary>
public enum TreeComparison : byte
{
    /// <summary>x ≤ t; <c>BRANCH_LEQ</c> in ONNX.</summary>
    LessOrEqual,

    /// <summary>x &lt; t; <c>BRANCH_LT</c>.</summary>
    Less,

    /// <summary>x ≥ t; <c>BRANCH_GTE</c>.</summary>
    GreaterOrEqual,

    /// <summary>x &gt; t; <c>BRANCH_GT</c>.</summary>
    Greater,

    /// <summary>x = t; <c>BRANCH_EQ</c>.</summary>
    Equal,

    /// <summary>x ≠ t; <c>BRANCH_NEQ</c>.</summary>
    NotEqual,

    /// <summary>x is one of a set of categories; <c>BRANCH_MEMBER</c>.</summary>
    Member,
}
