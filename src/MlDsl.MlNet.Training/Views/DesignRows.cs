using MlDsl.Training;

namespace MlDsl.MlNet;

/// <summary>A row of a design: a place in one of its blocks.</summary>
internal readonly record struct DesignRow(FeatureBlock Block, int Index)
{
    public float Label => Block.Labels[Index];

    public float Weight => Block.Weights[Index];

    public ulong Group => Block.Groups[Index];

    public ReadOnlySpan<int> Positions => Block.Positions[Block.RowStart[Index]..Block.RowStart[Index + 1]];

    public ReadOnlySpan<float> Values => Block.Values[Block.RowStart[Index]..Block.RowStart[Index + 1]];
}

/// <summary>The rows of a design. One that holds its blocks is read in any order, another from its first block to its last.</summary>
internal sealed class DesignRows : RowSource<DesignRow>
{
    private readonly IDesign design;
    private readonly CancellationToken cancellation;
    private readonly DesignRow[]? held;

    /// <param name="design">The design.</param>
    /// <param name="cancellation">Stops whoever reads, whatever they do: ML.NET's trainers know no other way.</param>
    public DesignRows(IDesign design, CancellationToken cancellation)
    {
        (this.design, this.cancellation) = (design, cancellation);
        if (design is HeldDesign or IHoldingDesign { HeldBytes: > 0 })
            held = [.. design.Blocks(cancellation).SelectMany(static block => Enumerable.Range(0, block.Rows).Select(index => new DesignRow(block, index)))];
    }

    public override string Name => "the training rows";

    public override IReadOnlyList<DesignRow>? InMemory => held;

    public override IEnumerable<RowBatch<DesignRow>> Batches(CancellationToken cancellation, Team? team = null)
    {
        var batch = new RowBatch<DesignRow>();
        var buffer = new DesignRow[FeatureBlock.MaxRows];
        long first = 0;
        foreach (FeatureBlock block in design.Blocks(this.cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < block.Rows; i++) buffer[i] = new DesignRow(block, i);
            batch.Set(buffer, 0, block.Rows, first, null);
            first += block.Rows;
            yield return batch;
        }
        Differs(first);
    }

    public override void Check(RowBatch<DesignRow> rows) => cancellation.ThrowIfCancellationRequested();
}
