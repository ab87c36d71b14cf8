namespace MlDsl.Compiler.MlNetSteps;

/// <summary>What is done to texts before they are counted.</summary>
internal abstract record TextOperation : ColumnOperation;

/// <summary>Case, diacritics, punctuation and numbers.</summary>
/// <param name="Case">0 for small letters, 1 for capital ones, 2 for none.</param>
/// <param name="KeepsDiacritics">Whether letters keep their marks.</param>
/// <param name="KeepsPunctuation">Whether punctuation stays.</param>
/// <param name="KeepsNumbers">Whether numbers stay.</param>
internal sealed record NormalizeTextOperation(byte Case, bool KeepsDiacritics, bool KeepsPunctuation, bool KeepsNumbers) : TextOperation;

/// <summary>Words between separators.</summary>
internal sealed record WordsOperation(string Separators) : TextOperation;

/// <summary>Without some words, whatever their case.</summary>
/// <param name="Words">The words in small letters.</param>
internal sealed record StopWordsOperation(IReadOnlyList<string> Words) : TextOperation;

/// <summary>Characters as keys.</summary>
/// <param name="IsMarked">Whether texts begin and end with a mark.</param>
/// <param name="MarksEach">Whether each text of a vector does; else all together.</param>
internal sealed record CharactersOperation(bool IsMarked, bool MarksEach) : TextOperation;

/// <summary>Counts of known n-grams of keys.</summary>
/// <param name="Length">The keys of the longest one.</param>
/// <param name="Skips">How many keys may be left out.</param>
/// <param name="Weighting">0 for counts, 1 for inverse document frequencies, 2 for both.</param>
/// <param name="Starts">Where each n-gram begins, and where the last one ends.</param>
/// <param name="Keys">The keys of all n-grams.</param>
/// <param name="Frequencies">The inverse document frequency of each; empty for counts.</param>
internal sealed record GramsOperation(int Length, int Skips, int Weighting, long[] Starts, long[] Keys, double[] Frequencies) : ColumnOperation;

/// <summary>Counts of n-grams by their hash.</summary>
/// <param name="Length">The keys of the longest one.</param>
/// <param name="Skips">How many keys may be left out.</param>
/// <param name="Bits">The bits of a hash.</param>
/// <param name="Seed">Where hashes begin.</param>
/// <param name="IsRehashed">Whether a single key is hashed as well.</param>
/// <param name="IsOrdered">Whether the number of the column takes part.</param>
/// <param name="HasAll">Whether shorter n-grams count.</param>
internal sealed record HashedGramsOperation(int Length, int Skips, int Bits, uint Seed, bool IsRehashed, bool IsOrdered, bool HasAll) : ColumnOperation;

/// <summary>Each row divided by a norm of its own.</summary>
/// <param name="Norm">0 for L2, 1 for the standard deviation, 2 for L1, 3 for the largest.</param>
/// <param name="Scale">What it is multiplied with.</param>
/// <param name="SubtractsMean">Whether the mean is taken off.</param>
internal sealed record ContrastOperation(byte Norm, float Scale, bool SubtractsMean) : ColumnOperation;
