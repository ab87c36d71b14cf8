namespace MlDsl.Reports;

/// <summary>Numbers in bins, none of which has fewer than a given number of rows: the ends do not tell a single row's value.</summary>
/// <param name="From">The lower end of each bin, which belongs to it.</param>
/// <param name="To">The upper end, which belongs to the next one, or to the last.</param>
/// <param name="Rows">How many rows.</param>
internal sealed record Histogram(double[] From, double[] To, long[] Rows)
{
    /// <summary>The heights of bars whose areas are the shares of the rows, the highest being 1.</summary>
    public double[] Heights
    {
        get
        {
            if (From.Length == 1) return [1];
            double[] density = [.. Rows.Select((rows, i) => rows / (To[i] - From[i]))];
            return Array.ConvertAll(density, d => d / density.Max());
        }
    }

    /// <summary>The histogram of finite numbers; null where they are fewer than a bin may have.</summary>
    /// <param name="values">The numbers, in any order; those that are not finite are left out.</param>
    /// <param name="bins">The most bins.</param>
    /// <param name="least">The fewest rows of a bin.</param>
    /// <param name="unit">What the ends of bins are whole multiples of; 0 where they are round decimal numbers.</param>
    public static Histogram? Of(IEnumerable<double> values, int bins, int least, long unit = 0)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0 || sorted.Length < least) return null;
        // Far ends would leave one bin for all others: bins are of the middle 99 per cent, and the outermost take what lies beyond.
        int beyond = sorted.Length / 200;
        double low = sorted[beyond], high = sorted[^(beyond + 1)];
        if (!(high > low)) (low, high) = (sorted[0], sorted[^1]);
        if (!(high > low)) return new Histogram([low], [low], [sorted.Length]);
        double width = (high / bins) - (low / bins);
        Step step = unit > 0 ? Step.From(Math.Max(width / unit, 1)) with { Unit = unit } : Step.From(width);
        double begin = Math.Floor(low / step.Width), first = step.At(begin);
        int count = Math.Max(1, (int)Math.Ceiling((high - first) / step.Width) + (step.At(Math.Floor((high - first) / step.Width) + begin) == high ? 1 : 0));
        var rows = new long[count];
        foreach (double value in sorted) rows[(int)Math.Clamp(Math.Floor((value - first) / step.Width), 0, count - 1)]++;
        return Merged([.. Enumerable.Range(0, count + 1).Select(i => step.At(begin + i))], rows, least);
    }

    /// <summary>The same of numbers that lie between two ends, beyond which no bin goes; what is at an end belongs to the bin before it.</summary>
    public Histogram Within(double low, double high)
    {
        double[] from = Array.ConvertAll(From, end => Math.Clamp(end, low, high)), to = Array.ConvertAll(To, end => Math.Clamp(end, low, high));
        if (from.Length < 2 || from[^1] < to[^1]) return new Histogram(from, to, Rows);
        return new Histogram(from[..^1], [.. to[..^2], to[^1]], [.. Rows[..^2], Rows[^2] + Rows[^1]]);
    }

    private static Histogram Merged(double[] ends, long[] rows, int least)
    {
        List<double> from = [], to = [];
        List<long> merged = [];
        long waiting = 0;
        double begin = ends[0];
        for (int i = 0; i < rows.Length; i++)
        {
            waiting += rows[i];
            // A bin without rows tells no row's value, and may stand alone between two that have enough.
            if (waiting < least && !(waiting == 0 && merged.Count > 0 && i < rows.Length - 1)) continue;
            from.Add(begin);
            to.Add(begin = ends[i + 1]);
            merged.Add(waiting);
            waiting = 0;
        }
        if (waiting > 0)
        {
            // What is left over goes with the last bins that have rows.
            while (merged.Count > 1 && merged[^1] == 0) RemoveLast();
            merged[^1] += waiting;
            to[^1] = ends[^1];
        }
        return new Histogram([.. from], [.. to], [.. merged]);

        void RemoveLast()
        {
            from.RemoveAt(from.Count - 1);
            to.RemoveAt(to.Count - 1);
            merged.RemoveAt(merged.Count - 1);
        }
    }

    // The width of a bin: 1, 2, 5 or 10 times a power of ten, and of a unit. Ends are quotients of whole numbers where they can be, so that they are the decimal numbers
    // nearest to what they say, of whatever size.
    private readonly record struct Step(double Times, int Power)
    {
        public double Unit { get; init; } = 1;

        public double Width => At(1);

        public double At(double count) => Power is < 0 and >= -300 ? count * Times * Unit / Math.Pow(10, -Power) : count * Times * Unit * Math.Pow(10, Power);

        // From the width that is wanted up.
        public static Step From(double width)
        {
            int power = (int)Math.Floor(Math.Log10(width));
            double times = width / Math.Pow(10, power);
            return new Step(times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10, power);
        }
    }
}
