namespace MlDsl.Labels;

/// <summary>Cohen's κ of a table of two annotators, weighted too.</summary>
/// <remarks>
/// Cohen (1960), "A coefficient of agreement for nominal scales"; Cohen (1968), "Weighted kappa"; the standard error in large samples by Fleiss, Cohen and
/// Everitt (1969), "Large sample standard errors of kappa and weighted kappa".
/// </remarks>
internal static class CohenKappa
{
    /// <summary>How much each disagreement counts.</summary>
    public static double[,] Disagreement(int classes, KappaWeights weights)
    {
        var costs = new double[classes, classes];
        for (int i = 0; i < classes; i++)
            for (int j = 0; j < classes; j++)
            {
                int apart = Math.Abs(i - j);
                costs[i, j] = weights switch { KappaWeights.Linear => apart, KappaWeights.Quadratic => apart * apart, _ => Math.Min(apart, 1) };
            }
        return costs;
    }

    /// <param name="table">How often the one annotator said the row's class and the other the column's.</param>
    /// <param name="costs">How much each disagreement counts; none on the diagonal.</param>
    public static Coefficient Of(double[,] table, double[,] costs)
    {
        var (rows, columns, total) = Margins(table);
        if (total == 0) return Coefficient.Without("no item has a rating of both");
        double observed = 0, expected = 0;
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
            {
                observed += costs[i, j] * table[i, j] / total;
                expected += costs[i, j] * rows[i] * columns[j] / total / total;
            }
        return Coefficient.Of(observed, expected);
    }

    /// <summary>The standard error of a κ that is defined.</summary>
    public static double StandardError(double[,] table, double[,] costs, double kappa)
    {
        var (rows, columns, total) = Margins(table);
        double most = costs.Cast<double>().Max(), expected = 0, sum = 0;
        double Agreement(int i, int j) => 1 - (costs[i, j] / most);
        var ofRow = new double[rows.Length];
        var ofColumn = new double[columns.Length];
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
            {
                ofRow[i] += Agreement(i, j) * columns[j] / total;
                ofColumn[j] += Agreement(i, j) * rows[i] / total;
                expected += Agreement(i, j) * rows[i] * columns[j] / total / total;
            }
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < columns.Length; j++)
            {
                double term = Agreement(i, j) - ((ofRow[i] + ofColumn[j]) * (1 - kappa));
                sum += table[i, j] / total * term * term;
            }
        double centre = kappa - (expected * (1 - kappa));
        return Math.Sqrt(Math.Max(0, sum - (centre * centre)) / total) / (1 - expected);
    }

    private static (double[] Rows, double[] Columns, double Total) Margins(double[,] table)
    {
        int classes = table.GetLength(0);
        var (rows, columns, total) = (new double[classes], new double[classes], 0.0);
        for (int i = 0; i < classes; i++)
            for (int j = 0; j < classes; j++)
            {
                rows[i] += table[i, j];
                columns[j] += table[i, j];
                total += table[i, j];
            }
        return (rows, columns, total);
    }
}
