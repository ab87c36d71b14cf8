namespace MlDsl.Monitoring;

/// <summary>A difference over a deviation that is an estimate, as a draw of the standard normal distribution.</summary>
/// <remarks>Wallace (1959), "Bounds on normal approximations to Student's and the chi-square distributions": within 1 % in the tails from 3 degrees on.</remarks>
internal static class StudentScore
{
    public static double Of(double t, double degrees) => double.IsInfinity(degrees)
        ? t
        : Math.CopySign(((8 * degrees) + 1) / ((8 * degrees) + 3) * Math.Sqrt(degrees * Math.Log(1 + (t * t / degrees))), t);

    /// <summary>The difference over its deviation that a share of all is below: <see cref="Of"/> the other way round.</summary>
    /// <param name="share">The share, from 0.5 on and below 1.</param>
    /// <param name="degrees">The degrees of freedom of the deviation.</param>
    public static double Quantile(double share, double degrees)
    {
        double normal = Normal.Quantile(share);
        if (double.IsInfinity(degrees)) return normal;
        double wider = ((8 * degrees) + 3) / ((8 * degrees) + 1) * normal;
        return Math.Sqrt(degrees * (Math.Exp(wider * wider / degrees) - 1));
    }

    /// <summary>An estimate of a variance of 1 with so many degrees of freedom, of a standard normal draw: Wilson and Hilferty (1931).</summary>
    public static double Variance(double draw, double degrees)
    {
        if (double.IsInfinity(degrees)) return 1;
        double ninth = 2 / (9 * degrees), root = Math.Max(0.05, 1 - ninth + (draw * Math.Sqrt(ninth)));
        return root * root * root;
    }
}
