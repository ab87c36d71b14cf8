namespace MlDsl.Kernels;

/// <summary>How <see cref="TreePacker"/> lays out trees: for the speed of single rows, or for memory, and then with leaves as they are or rounded.</summary>
public enum TreePacking
{
    /// <summary>Whatever scores single rows fastest, as the shape of the trees suggests; that may be the compact form.</summary>
    Fast,

    /// <summary>
    /// Two to five bytes for each branch, and the leaves as they are: the same results, most often in a small part of the memory. Of trees of one shape in
    /// single precision thresholds take little more than three bytes and leaves three and a half. Trees stand in groups of 64, each as large as its largest, so
    /// that a few large ones among many small ones take more. Batches of complete trees over tens of features with at most 255 thresholds each are
    /// faster than with <see cref="Fast"/>, and single rows cost up to twice as much; trees that end early cost more, 1.4 times as much and more in batches,
    /// and those that ask for hundreds of sets of categories up to 17 times as much in batches and 20 times in single rows.
    /// </summary>
    Compact,

    /// <summary>The same with leaves rounded to 16 bits, by a scale of each tree's own; <see cref="TreeScorer.ErrorBound"/> says what that changes at most.</summary>
    Leaves16,

    /// <summary>The same with leaves rounded to 8 bits.</summary>
    Leaves8,
}
