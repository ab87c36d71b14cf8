namespace MlDsl.Kernels;

/// <summary>How <see cref="TreePacker"/> lays out trees: for the speed of single rows, or for memory, and then with leaves as they are or rounded.</summary>
public enum TreePacking
{
    /// <summary>Whatever scores single rows fastest, as the shape of the trees suggests; that may be the compact form.</summary>
    Fast,

    /// <summary>
    /// Two to five bytes for each branch, and the leaves as they are: the same results, most often in a small part of the memory. Of trees of one shape in
    /// single precision thresholds take little more than three bytes and leaves three and a half. Trees stand in groups of 64, each as large as its largest, so
    /// that a few large ones among many small ones take more. Batches of some hundred rows and more are as fast as with <see cref="Fast"/>, or faster, and work in memory that they
    /// borrow: 32 or 64 bytes for each threshold and each set of categories, at most 1 MB. Single rows cost up to twice as much, up to four times where trees of one
    /// shape have leaves of very different sizes, and six to eight times where trees ask for more than 256 different comparisons, as those do that ask for hundreds of sets of categories.
    /// </summary>
    Compact,

    /// <summary>The same with leaves rounded to 16 bits, by a scale of each tree's own; <see cref="TreeScorer.ErrorBound"/> says what that changes at most.</summary>
    Leaves16,

    /// <summary>The same with leaves rounded to 8 bits.</summary>
    Leaves8,
}
