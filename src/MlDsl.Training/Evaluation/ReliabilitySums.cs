namespace MlDsl.Training;

/// <summary>What was said and what happened, in ten bins of probability of equal width.</summary>
internal sealed class ReliabilitySums
{
    /// <summary>How many bins there are.</summary>
    public const int Bins = 10;

    private readonly double[] weights = new double[Bins], said = new double[Bins], happened = new double[Bins];
    private readonly int[] rows = new int[Bins];

    /// <summary>Adds rows of one probability.</summary>
    /// <param name="probability">What was said, from 0 to 1.</param>
    /// <param name="weight">The weight of the rows.</param>
    /// <param name="positive">The weight of those of them that happened.</param>
    public void Add(double probability, double weight, double positive)
    {
        int bin = Math.Min((int)(probability * Bins), Bins - 1);
        weights[bin] += weight;
        said[bin] += weight * probability;
        happened[bin] += positive;
        rows[bin]++;
    }

    /// <summary>The mean distance of both, and the share that happened in each bin, NaN where it has no rows.</summary>
    /// <param name="shares">As long as there are bins.</param>
    public double Finish(Span<double> shares)
    {
        double error = 0, total = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            error += Math.Abs(happened[bin] - said[bin]);
            total += weights[bin];
            shares[bin] = happened[bin] / weights[bin];
        }
        return error / total;
    }

    /// <summary>The bins that have rows, each added as one.</summary>
    /// <param name="shares">The share of each bin with its interval.</param>
    public ReliabilityBin[] Table(ReadOnlySpan<Metric> shares)
    {
        var table = new List<ReliabilityBin>();
        for (int bin = 0; bin < Bins; bin++)
            if (weights[bin] > 0) table.Add(new ReliabilityBin(bin / (double)Bins, (bin + 1) / (double)Bins, rows[bin], said[bin] / weights[bin], shares[bin]));
        return [.. table];
    }
}
