using System.Collections.Concurrent;

namespace MlDsl.Training;

/// <summary>
/// A design made from rows: every pass reads the rows again and writes their features, until one pass has shown that the encoded
/// blocks fit in memory and has kept them.
/// </summary>
internal sealed class RowDesign<TRow> : IHoldingDesign
{
    // Rows that tell what all will take.
    private const int Foretelling = 16 * FeatureBlock.MaxRows;

    private readonly Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches;
    private readonly TrainingControl control;
    private readonly Func<RowBatch<TRow>, FeatureBlockBuilder, FeatureBlock?> encode;
    private readonly Func<long, long> numberOf;
    private readonly long expected;
    private readonly List<FeatureBlock>? held;

    /// <param name="batches">The rows of one pass.</param>
    /// <param name="expected">How many rows a pass has, as far as an earlier one told; rows that turn out to take more than is held are not begun to be held.</param>
    /// <param name="width">The positions of the feature vector.</param>
    /// <param name="control">Threads, cancellation and the bytes that are held.</param>
    /// <param name="encode">The block of a batch; null where no row of it counts.</param>
    /// <param name="numberOf">The number of a row of the design among the rows of the pass.</param>
    public RowDesign(
        Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches, long expected, int width, TrainingControl control, Func<RowBatch<TRow>, FeatureBlockBuilder, FeatureBlock?> encode, Func<long, long> numberOf)
    {
        this.numberOf = numberOf;
        this.expected = expected;
        this.batches = batches;
        this.control = control;
        this.encode = encode;
        Width = width;
        held = Hold();
    }

    public int Width { get; }

    public long Rows { get; private set; }

    public long HeldBytes => held?.Sum(static block => block.Bytes) ?? 0;

    public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation) => held is null ? Encode([], cancellation) : Held(held, cancellation);

    public IEnumerable<FeatureBlock> Passing(CancellationToken cancellation) => held is null ? Passed(cancellation) : Held(held, cancellation);

    public long NumberOf(long row) => numberOf(row);

    private static IEnumerable<FeatureBlock> Held(List<FeatureBlock> blocks, CancellationToken cancellation)
    {
        foreach (FeatureBlock block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    private List<FeatureBlock>? Hold()
    {
        List<FeatureBlock>? blocks = [];
        ConcurrentBag<FeatureBlock> read = [];
        long bytes = 0;
        foreach (FeatureBlock block in Encode(read, control.Cancellation))
        {
            Rows += block.Rows;
            bytes += block.Bytes;
            if (bytes > control.HoldBytes || (Rows >= Foretelling && (double)bytes / Rows * expected > control.HoldBytes)) blocks = null;
            if (blocks is null) read.Add(block);
            else blocks.Add(block);
        }
        return blocks;
    }

    private IEnumerable<FeatureBlock> Passed(CancellationToken cancellation)
    {
        ConcurrentBag<FeatureBlock> read = [];
        foreach (FeatureBlock block in Encode(read, cancellation))
        {
            yield return block;
            read.Add(block);
        }
    }

    /// <summary>Encodes the rows of a pass.</summary>
    /// <param name="read">Blocks that are done with, whose memory serves again.</param>
    /// <param name="cancellation">Stops the pass.</param>
    private IEnumerable<FeatureBlock> Encode(ConcurrentBag<FeatureBlock> read, CancellationToken cancellation)
    {
        // A worker's room for one block serves for the next.
        var builders = new FeatureBlockBuilder[control.Workers];
        for (int i = 0; i < builders.Length; i++) builders[i] = new FeatureBlockBuilder();
        foreach (FeatureBlock? block in Waves.Map(team => batches(cancellation, team), control with { Cancellation = cancellation }, Encode))
            if (block is not null) yield return block;

        FeatureBlock? Encode(RowBatch<TRow> batch, int worker)
        {
            if (read.TryTake(out FeatureBlock? spare)) builders[worker].Spare = spare;
            return encode(batch, builders[worker]);
        }
    }
}
