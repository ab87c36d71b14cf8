namespace MlDsl.Labels.Tests;

/// <summary>Coefficients of agreement against the examples that were published with them, closed forms and each other.</summary>
public sealed class AgreementTests
{
    private static readonly AgreementOptions WithoutIntervals = new() { Resamples = 0 };

    // Fleiss (1971) as it is worked out in most textbooks: 10 items, 14 ratings each, 5 classes.
    private static readonly int[][] Fleiss =
    [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ];

    // Krippendorff (2011), example C: four observers, twelve units, values missing.
    private static readonly string[] Krippendorff = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];

    [Fact]
    public void FleissKappaIsThePublishedOne()
    {
        Ratings ratings = OfCounts(Fleiss);
        Assert.Equal(0.210, Agreement.Fleiss(ratings, WithoutIntervals).Value.Value, 3);
        // The mean agreement of the same table is 0.378.
        Assert.Equal(0.378, Agreement.Percent(ratings, WithoutIntervals).Value.Value, 3);
    }

    [Theory]
    [InlineData(RatingScale.Nominal, 0.743)]
    [InlineData(RatingScale.Ordinal, 0.815)]
    [InlineData(RatingScale.Interval, 0.849)]
    public void KrippendorffAlphaIsThePublishedOne(RatingScale scale, double alpha) =>
        Assert.Equal(alpha, Agreement.Krippendorff(OfRows(Krippendorff), scale, WithoutIntervals).Value.Value, 3);

    // The example of three coders and fifteen units, many values missing: 0.691 and 0.811.
    [Theory]
    [InlineData(RatingScale.Nominal, 0.691)]
    [InlineData(RatingScale.Interval, 0.811)]
    public void KrippendorffAlphaOfThreeCoders(RatingScale scale, double alpha) =>
        Assert.Equal(alpha, Agreement.Krippendorff(OfRows(".....34121133.3", "1.213343.......", "..21344.21133.4"), scale, WithoutIntervals).Value.Value, 3);

    // Cohen (1968): 200 items, κ 0.492, and 0.348 by the costs 1, 3 and 6. The standard errors follow from the formula of Fleiss, Cohen and Everitt, worked out by hand for a 2 by 2 table below.
    [Fact]
    public void CohenKappaIsThePublishedOne()
    {
        Ratings ratings = OfTable([[88, 10, 2], [14, 40, 6], [18, 10, 12]]);
        Assert.Equal(0.492, Agreement.Cohen(ratings, "a", "b", KappaWeights.None, WithoutIntervals).Value.Value, 3);
        Assert.Equal(0.348, Agreement.Cohen(ratings, 0, 1, new double[,] { { 0, 1, 3 }, { 1, 0, 6 }, { 3, 6, 0 } }, WithoutIntervals).Value.Value, 3);
    }

    [Fact]
    public void CohenKappaOfTextsIsThatOfScikitLearn()
    {
        string[] one = ["negative", "positive", "negative", "neutral", "positive"], other = ["negative", "positive", "negative", "neutral", "negative"];
        var ratings = Ratings.Of(one.Select((value, i) => new Rating($"{i}", "a", value)).Concat(other.Select((value, i) => new Rating($"{i}", "b", value))));
        // cohen_kappa_score gives 0.6875.
        Assert.Equal(0.6875, Agreement.Cohen(ratings, "a", "b", KappaWeights.None, WithoutIntervals).Value.Value, 12);
    }

    // 20, 5, 10, 15: κ 0.4. By the formula: Σ p(w − …)² = 0.4·0.34² + 0.1·0.66² + 0.2·0.6² + 0.3·0.46² with the margins' means of each cell.
    [Fact]
    public void TheAnalyticIntervalFollowsTheFormula()
    {
        Ratings ratings = OfTable([[20, 5], [10, 15]]);
        AgreementFigure figure = Agreement.Cohen(ratings, "a", "b", KappaWeights.None, new AgreementOptions { Level = 0.95, Resamples = 4000 });
        Assert.Equal(0.4, figure.Value.Value, 12);
        const double Rest = 0.6;
        // Margins 0.5, 0.5 of a and 0.6, 0.4 of b; a cell's mean of margins is that of its row's column share and its column's row share.
        double sum = (0.4 * Square(1 - ((0.6 + 0.5) * Rest))) + (0.1 * Square((0.6 + 0.5) * Rest)) + (0.2 * Square((0.4 + 0.5) * Rest)) + (0.3 * Square(1 - ((0.4 + 0.5) * Rest)));
        double error = Math.Sqrt((sum - Square(0.4 - (0.5 * Rest))) / 50) / 0.5;
        Assert.Equal(0.4 + (1.959963984540054 * error), figure.Analytic.High, 9);
        Assert.Equal(0.4 - (1.959963984540054 * error), figure.Analytic.Low, 9);
        // The bootstrap tells nearly the same of fifty items.
        Assert.InRange(figure.Value.Low, figure.Analytic.Low - 0.06, figure.Analytic.Low + 0.06);
        Assert.InRange(figure.Value.High, figure.Analytic.High - 0.06, figure.Analytic.High + 0.06);
    }

    // Fleiss and Cohen (1973): κ by squared distances is the intraclass correlation; for two annotators with the same margins it is Pearson's r.
    [Fact]
    public void QuadraticKappaIsTheCorrelationWhereMarginsAreTheSame()
    {
        int[][] table = [[30, 8, 2], [6, 25, 9], [4, 7, 29]];
        double n = 0, xy = 0, x = 0, y = 0, xx = 0, yy = 0;
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) (n, xy, x, y, xx, yy) = (n + table[i][j], xy + (table[i][j] * i * j), x + (table[i][j] * i), y + (table[i][j] * j), xx + (table[i][j] * i * i), yy + (table[i][j] * j * j));
        double r = ((n * xy) - (x * y)) / Math.Sqrt(((n * xx) - (x * x)) * ((n * yy) - (y * y)));
        Assert.Equal(r, Agreement.Cohen(OfTable(table), "a", "b", KappaWeights.Quadratic, WithoutIntervals).Value.Value, 9);
    }

    [Fact]
    public void LinearWeightsOfTwoClassesAreNone()
    {
        Ratings ratings = OfTable([[20, 5], [10, 15]]);
        Assert.Equal(0.4, Agreement.Cohen(ratings, "a", "b", KappaWeights.Linear, WithoutIntervals).Value.Value, 12);
    }

    // A class's κ is Fleiss' own: 1 − Σ n(m − n) / (N m (m − 1) p q).
    [Fact]
    public void TheKappaOfAClassFollowsTheFormula()
    {
        IReadOnlyList<ClassAgreement> classes = Agreement.ByClass(OfCounts(Fleiss), WithoutIntervals);
        for (int code = 0; code < 5; code++)
        {
            double p = Fleiss.Sum(row => row[code]) / 140.0, sum = Fleiss.Sum(row => row[code] * (14.0 - row[code]));
            Assert.Equal(1 - (sum / (10 * 14 * 13 * p * (1 - p))), classes[code].Kappa.Value.Value, 9);
            Assert.Equal(Fleiss.Sum(row => row[code] * (row[code] - 1.0)) / Fleiss.Sum(row => row[code] * 13.0), classes[code].Specific.Value.Value, 9);
            Assert.Equal(Fleiss.Sum(row => row[code]), classes[code].Ratings);
        }
    }

    // With two annotators who rate everything, agreement with the rest is the agreement of the two, and its κ Cohen's.
    [Fact]
    public void TheRestOfTwoIsTheOther()
    {
        Ratings ratings = OfTable([[20, 5], [10, 15]]);
        foreach (AnnotatorAgreement one in Agreement.ByAnnotator(ratings, WithoutIntervals))
        {
            Assert.Equal(0.7, one.Percent.Value.Value, 12);
            Assert.Equal(0.4, one.Kappa.Value.Value, 12);
        }
    }

    // How often an interval of 90 per cent holds the κ that simulated annotators have: binomial, so 200 simulations leave 0.9 ± 0.06.
    [Fact]
    public void IntervalsHoldTheTruthAsOftenAsTheySay()
    {
        var random = new Random(20260101);
        int held = 0, analytic = 0;
        const int Runs = 200;
        // Both say the true class, a fair coin's, with probability 0.85: they agree with 0.745, so κ is 0.49.
        const double Kappa = (0.745 - 0.5) / 0.5;
        for (int run = 0; run < Runs; run++)
        {
            var ratings = new List<Rating>();
            for (int item = 0; item < 150; item++)
            {
                bool truth = random.NextDouble() < 0.5;
                foreach (string by in (string[])["a", "b"]) ratings.Add(new Rating($"{item}", by, (random.NextDouble() < 0.85) == truth ? "yes" : "no"));
            }
            AgreementFigure figure = Agreement.Cohen(Ratings.Of(ratings), "a", "b", KappaWeights.None, new AgreementOptions { Level = 0.9, Resamples = 300, Seed = (ulong)run });
            if (figure.Value.Low <= Kappa && Kappa <= figure.Value.High) held++;
            if (figure.Analytic.Low <= Kappa && Kappa <= figure.Analytic.High) analytic++;
        }
        Assert.InRange(held, Runs * 0.84, Runs * 0.96);
        Assert.InRange(analytic, Runs * 0.84, Runs * 0.96);
    }

    // Two who differ by noise of variance 1 on items of variance 9: α on the interval scale is near 9 / 10.
    [Fact]
    public void ManyNumbersHaveFiguresOfAllButNotOfEach()
    {
        var random = new Random(4);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var ratings = new List<Rating>();
        for (int item = 0; item < 500; item++)
        {
            double truth = 3 * Normal();
            foreach (string by in (string[])["a", "b"]) ratings.Add(new Rating($"{item}", by, FormattableString.Invariant($"{truth + Normal()}")));
        }
        AgreementReport report = Agreement.Measure(Ratings.Of(ratings), RatingScale.Interval, new AgreementOptions { Resamples = 100 });
        Assert.Equal(0.9, report.Krippendorff.Value.Value, 0.03);
        Assert.True(report.Krippendorff.Value.Low <= 0.9 && 0.9 <= report.Krippendorff.Value.High);
        Assert.True(report.HasManyClasses);
        Assert.Empty(report.Pairs);
        Assert.Contains("more than 50 different values", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"many_classes\":true", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameSeedGivesTheSameFigures() =>
        Assert.Equal(Agreement.Measure(OfCounts(Fleiss)).ToJson(), Agreement.Measure(OfCounts(Fleiss)).ToJson());

    internal static Ratings OfTable(int[][] table)
    {
        var ratings = new List<Rating>();
        int item = 0;
        for (int i = 0; i < table.Length; i++)
            for (int j = 0; j < table.Length; j++)
                for (int k = 0; k < table[i][j]; k++, item++) ratings.AddRange([new Rating($"{item}", "a", $"{i}"), new Rating($"{item}", "b", $"{j}")]);
        return Ratings.Of(ratings);
    }

    private static double Square(double value) => value * value;

    private static Ratings OfCounts(int[][] counts) => Ratings.Of(counts.SelectMany((row, item) => row.SelectMany((count, code) => Enumerable.Repeat(code, count)).Select((code, rater) => new Rating($"{item}", $"r{rater}", $"{code}"))));

    private static Ratings OfRows(params string[] rows) =>
        Ratings.Of(rows.SelectMany((row, rater) => row.Select((value, item) => (value, item)).Where(static cell => cell.value != '.').Select(cell => new Rating($"{cell.item}", $"r{rater}", $"{cell.value}"))));
}
