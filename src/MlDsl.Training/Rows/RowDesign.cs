namespace MlDsl.Training;

/// <summary>
/// A design made from rows: every pass reads the rows again and writes their features, until one pass has shown that the encoded
/// blocks fit in memory and has kept them.
/// </summary>
internal sealed class RowDesign<TRow> : IHoldingDesign
{
    private readonly Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches;
    private readonly TrainingControl control;
    private readonly Func<RowBatch<TRow>, FeatureBlockBuilder, FeatureBlock?> encode;
    private readonly Func<long, long> numberOf;
    private readonly List<FeatureBlock>? held;

    public RowDesign(
        Func<CancellationToken, Team?, IEnumerable<RowBatch<TRow>>> batches, int width, TrainingControl control, Func<RowBatch<TRow>, FeatureBlockBuilder, FeatureBlock?> encode, Func<long, long> numberOf)
    {
        this.numberOf = numberOf;
        this.batches = batches;
        this.control = control;
        this.encode = encode;
        Width = width;
        held = Hold();
    }

    public int Width { get; }

    public long Rows { get; private set; }

    public long HeldBytes => held?.Sum(static block => block.Bytes) ?? 0;

    public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation) => held is null ? Encode(cancellation) : Held(held, cancellation);

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
        var blocks = new List<FeatureBlock>();
        long bytes = 0;
        foreach (FeatureBlock block in Encode(control.Cancellation))
        {
            Rows += block.Rows;
            bytes += block.Bytes;
            if (bytes <= control.HoldBytes) blocks.Add(block);
            else blocks.Clear();
        }
        return bytes <= control.HoldBytes ? blocks : null;
    }

    private IEnumerable<FeatureBlock> Encode(CancellationToken cancellation)
    {
        // A worker's room for one block serves for the next.
        var builders = new FeatureBlockBuilder[control.Workers];
        for (int i = 0; i < builders.Length; i++) builders[i] = new FeatureBlockBuilder();
        foreach (FeatureBlock? block in Waves.Map(team => batches(cancellation, team), control with { Cancellation = cancellation }, (batch, worker) => encode(batch, builders[worker])))
            if (block is not null) yield return block;
    }
}
