namespace MlDsl.Kernels;

/// <summary>How <see cref="TreePacker"/> lays out trees: for the speed of single rows, or for memory, and then with leaves as they are or rounded.</summary>
public enum TreePacking
{
    /// <summary>Whatever scores single rows fastest, as the shape of the trees suggests; that may be the compact form.</summary>
    Fast,

    /// <summary>
    /// Two to four bytes for each branch, and the leaves as they are: the same results, in a small part of the memory. Batches cost no more
    /// than with <see cref="Fast"/>, single rows more where the processor lacks AVX-512 or rows have very many different comparisons.
    /// </summary>
    Compact,

    /// <summary>The same with leaves rounded to 16 bits, by a scale of each tree's own; <see cref="TreeScorer.ErrorBound"/> says what that changes at most.</summary>
    Leaves16,

    /// <summary>The same with leaves rounded to 8 bits.</summary>
    Leaves8,
}
