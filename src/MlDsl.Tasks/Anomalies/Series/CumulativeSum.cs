namespace MlDsl.Training;

/// <summary>Page's cumulative sum of deviations in one direction: how sure it is that the mean has moved, and since when.</summary>
/// <remarks>
/// Page (1954), "Continuous inspection schemes"; the run length without a change by Siegmund's approximation (1985, "Sequential analysis", section 2.6): (e^(2·k·b) − 2·k·b − 1)/(2·k²) with b = h + 1.166, of which two directions have half.
/// </remarks>
internal struct CumulativeSum
{
    // Half of the smallest shift that is looked for, in standard deviations.
    private const double Allowance = 0.5;

    private const double Overshoot = 1.166;

    /// <summary>The sum.</summary>
    public double Value;

    /// <summary>The errors since the sum was last 0, in the series' unit, and how many.</summary>
    public double Errors;

    public long Count;

    /// <summary>The step of the first of these.</summary>
    public long Since;

    /// <summary>Takes in a deviation, in standard deviations and for the other direction negated, and the error that it is of.</summary>
    public void Add(double deviation, double error, long step)
    {
        double next = Value + deviation - Allowance;
        if (next <= 0)
        {
            this = default;
            return;
        }
        if (Count == 0) Since = step;
        Value = next;
        Errors += error;
        Count++;
    }

    /// <summary>The sum at which a change is told, so that of normal deviations two sums tell one at the rate.</summary>
    public static double ThresholdOf(double rate)
    {
        // Of one direction.
        double wanted = 2 / rate, low = 0, high = 1000;
        for (int i = 0; i < 200 && high - low > 1e-12; i++)
        {
            double middle = (low + high) / 2, power = 2 * Allowance * (middle + Overshoot);
            if ((Math.Exp(power) - power - 1) / (2 * Allowance * Allowance) < wanted) low = middle;
            else high = middle;
        }
        return high;
    }
}
