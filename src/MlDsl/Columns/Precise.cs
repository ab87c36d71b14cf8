namespace MlDsl.Columns;

/// <summary>ln(1 + x) and eˣ − 1 without the loss of digits near 0, by W. Kahan's corrections of the plain functions.</summary>
internal static class Precise
{
    /// <summary>ln(1 + <paramref name="value"/>).</summary>
    public static double Log1P(double value)
    {
        double sum = 1 + value;
        return sum == 1 ? value : Math.Log(sum) * (value / (sum - 1));
    }

    /// <summary>e to the <paramref name="value"/>, less 1.</summary>
    public static double ExpM1(double value)
    {
        double power = Math.Exp(value);
        if (power == 1) return value;
        double less = power - 1;
        return less == -1 || double.IsInfinity(power) ? less : less * (value / Math.Log(power));
    }
}
