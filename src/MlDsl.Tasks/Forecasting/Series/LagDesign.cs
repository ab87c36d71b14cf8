using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>
/// The rows of a pooled model: for origins of each history every step ahead, its label in the units of the history, less what the season before says. Held in memory.
/// </summary>
internal sealed class LagDesign : IDesign
{
    // A wild label of a history without spread would be all that is learned.
    private const double Bound = 30;

    private readonly List<FeatureBlock> blocks = [];

    private LagDesign(int width) => Width = width;

    public int Width { get; }

    public long Rows { get; private set; }

    public IEnumerable<FeatureBlock> Blocks(CancellationToken cancellation)
    {
        foreach (FeatureBlock block in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return block;
        }
    }

    /// <summary>The rows of the histories.</summary>
    /// <param name="histories">The series.</param>
    /// <param name="shape">What is seen of them.</param>
    /// <param name="held">The values at the end of each that are not learned from.</param>
    /// <param name="most">The most rows; fewer where the histories are short.</param>
    /// <param name="cancellation">Stops.</param>
    public static LagDesign Of(SeriesValues histories, LagShape shape, int held, int most, CancellationToken cancellation)
    {
        var design = new LagDesign(histories.CovariateWidth + shape.Width);
        var builder = new FeatureBlockBuilder();
        var sink = new RowSink();
        int origins = (int)Math.Max(1, most / ((long)Math.Max(1, histories.Count) * shape.Steps));
        for (int i = 0; i < histories.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<double> values = histories.Values(i);
            values = values[..Math.Max(0, values.Length - held)];
            int last = values.Length - shape.Steps, room = last - shape.Least + 1;
            if (room <= 0) continue;
            int stride = Stride(room, Math.Min(origins, room), shape.Season);
            for (int made = 0, origin = last; made < origins; made++, origin -= stride)
            {
                origin = histories.OriginAt(i, origin);
                if (origin < shape.Least) break;
                design.Add(histories, i, values, origin, shape, builder, ref sink);
            }
        }
        if (builder.Rows > 0) design.blocks.Add(builder.Build());
        return design;
    }

    // Origins lie over the whole history, and at every phase of its season.
    private static int Stride(int room, int origins, int season)
    {
        int stride = Math.Max(1, room / origins);
        while (stride > 1 && Common(stride, season) > 1) stride--;
        return stride;
    }

    private static int Common(int a, int b) => b == 0 ? a : Common(b, a % b);

    private void Add(SeriesValues histories, int series, ReadOnlySpan<double> values, int origin, LagShape shape, FeatureBlockBuilder builder, ref RowSink sink)
    {
        ReadOnlySpan<double> history = values[Math.Max(0, origin - shape.Reach)..origin];
        var units = shape.Units(history);
        if (units.Spread == 0) return;
        var covariates = new CovariatesAt(histories, series, origin, shape);
        Span<float> features = new float[shape.Width];
        for (int ahead = 1; ahead <= shape.Steps; ahead++)
        {
            if (!histories.IsKnown(series, origin + ahead - 1)) continue;
            double start = shape.Write(history, ahead, units, features);
            covariates.Write(ahead, features[shape.OwnWidth..]);
            double label = ((values[origin + ahead - 1] - units.Level) / units.Spread) - start;
            sink.Clear();
            histories.WriteCovariates(series, origin + ahead - 1, ref sink);
            for (int i = 0; i < features.Length; i++) sink.Add(histories.CovariateWidth + i, features[i]);
            sink.MoveTo(builder);
            builder.EndRow((float)Math.Clamp(label, -Bound, Bound));
            Rows++;
            if (builder.IsFull) blocks.Add(builder.Build());
        }
    }
}
