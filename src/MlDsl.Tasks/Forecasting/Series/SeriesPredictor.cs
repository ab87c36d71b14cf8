using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>From histories to the steps behind them.</summary>
internal abstract class SeriesPredictor
{
    /// <summary>The fewest values of a history.</summary>
    public abstract int Least { get; }

    /// <summary>Writes the steps that follow the first <paramref name="length"/> values of a series.</summary>
    /// <param name="histories">The series.</param>
    /// <param name="series">Which of them.</param>
    /// <param name="length">How many of its values are known, at least <see cref="Least"/>.</param>
    /// <param name="points">Where the forecasts go, from the first step on.</param>
    public abstract void Forecast(SeriesValues histories, int series, int length, Span<double> points);
}

/// <summary>A method that looks at one series alone.</summary>
internal sealed class LocalPredictor(SeriesTrainerOptions method, int season) : SeriesPredictor
{
    public override int Least => method.Least(season);

    public override void Forecast(SeriesValues histories, int series, int length, Span<double> points) => method.Forecast(histories.Values(series)[..length], season, points);
}

/// <summary>A predictor of rows, asked once for each step.</summary>
internal sealed class PooledPredictor(Predictor predictor, LagShape shape) : SeriesPredictor
{
    public override int Least => shape.Least;

    public override void Forecast(SeriesValues histories, int series, int length, Span<double> points)
    {
        ReadOnlySpan<double> known = histories.Values(series)[Math.Max(0, length - shape.Reach)..length];
        var units = shape.Units(known);
        if (units.Spread == 0)
        {
            // What is known of the steps changes nothing, and what is wrong of it is refused all the same.
            var unread = new RowSink();
            for (int i = 0; i < points.Length; i++)
            {
                unread.Clear();
                histories.WriteCovariates(series, length + i, ref unread);
            }
            points.Fill(units.Level);
            return;
        }
        var covariates = new CovariatesAt(histories, series, length, shape);
        int rows = shape.IsRecursive ? 1 : points.Length;
        var (starts, sink) = (new double[rows], new RowSink());
        float[] features = new float[shape.Width];
        var builder = new FeatureBlockBuilder();
        var scores = new float[rows];
        if (!shape.IsRecursive)
        {
            for (int i = 0; i < rows; i++)
            {
                starts[i] = Write(known, i + 1, length + i);
                int first = i + 1 - builder.Rows;
                if (builder.IsFull || i == rows - 1) Score(builder.Build(), scores.AsSpan(first));
            }
            for (int i = 0; i < rows; i++) points[i] = units.Level + (units.Spread * (starts[i] + scores[i]));
            return;
        }
        // Each forecast is history of the next.
        var rolled = new double[known.Length + points.Length];
        known.CopyTo(rolled);
        for (int i = 0; i < points.Length; i++)
        {
            ReadOnlySpan<double> now = rolled.AsSpan(0, known.Length + i);
            double start = Write(now, 1, length + i);
            Score(builder.Build(), scores);
            points[i] = rolled[known.Length + i] = units.Level + (units.Spread * (start + scores[0]));
        }

        double Write(ReadOnlySpan<double> history, int ahead, int step)
        {
            double start = shape.Write(history, ahead, units, features);
            covariates.Write(ahead, features.AsSpan(shape.OwnWidth));
            sink.Clear();
            histories.WriteCovariates(series, step, ref sink);
            for (int i = 0; i < features.Length; i++) sink.Add(histories.CovariateWidth + i, features[i]);
            sink.MoveTo(builder);
            builder.EndRow(0);
            return start;
        }
    }

    private void Score(FeatureBlock block, Span<float> scores) =>
        predictor.Score(new SparseRows(block.RowStart, block.Positions, block.Values), scores[..block.Rows]);
}
