using MlDsl.Forecasting;
using MlDsl.Properties.Schemas;
using MlDsl.Properties.Values;

namespace MlDsl.Properties.Forecasts;

/// <summary>A made-up forecast: features of steps, clock, seasons, gaps, trainer and series.</summary>
internal sealed class MadeForecast : IMadeModel
{
    private const string Recursive = ", recursive", Direct = ", direct";

    // Names of what exports have, words of C# and others.
    private static readonly string[] Names = ["history", "scale", "prediction", "Size", "class", "Größe", "N", "value", "Col_Name"];

    private static readonly string[] Times = ["int", "long", "System.DateOnly", "System.DateTime", "System.DateTimeOffset"];

    // One after the other, so that a few forecasts have all of them.
    private static readonly (string Kind, Func<Random, string> Trainer)[] Kinds =
    [
        ("SeasonalNaive", static _ => "SeasonalNaive"),
        ("LinearRegression" + Direct, Linear),
        ("LinearRegression" + Recursive, Linear),
        ("LightGbm" + Direct, static random => $"LightGbm({Trees(random)}, MinRows = {random.Next(1, 6)})"),
        ("LightGbm" + Recursive, static random => $"LightGbm({Trees(random)}, MinRows = {random.Next(1, 6)})"),
        ("XGBoost" + Direct, static random => $"XGBoost({Trees(random)})"),
        ("XGBoost" + Recursive, static random => $"XGBoost({Trees(random)})"),
        ("Theta", static _ => "Theta"),
        ("Ets", static _ => "Ets"),
    ];

    private readonly int seed, index, covariates, step;
    private readonly string time;
    private readonly SeriesStep length;

    public MadeForecast(int seed, int index)
    {
        (this.seed, this.index) = (seed, index);
        Random random = Random(0);
        (Kind, Func<Random, string> trainer) = Kinds[index % Kinds.Length];
        IsPooled = Kind.Contains(',', StringComparison.Ordinal);
        bool isRecursive = Kind.EndsWith(Recursive, StringComparison.Ordinal);
        int season = random.Next(1, 8), longSeason = IsPooled && random.Next(3) == 0 ? season * random.Next(2, 5) : 0;
        Shape = new LagShape(season, longSeason, random.Next(1, 9), isRecursive);
        Gaps = (Gaps)random.Next(3);
        time = Times[random.Next(Times.Length)];
        length = LengthOf(random);
        step = time is "int" or "long" ? random.Next(1, 4) : 1;
        Trainer = $"[{trainer(random)}]";
        bool isDeclared = time is not ("int" or "long") && random.Next(2) == 0;
        Series = FormattableString.Invariant($"{(isDeclared ? $"Step = SeriesStep.{length}, " : "")}Season = {season}, LongSeason = {longSeason}, Strategy = ForecastStrategy.{(isRecursive ? "Recursive" : "Direct")}, Gaps = Gaps.{Gaps}, Interval = {random.Next(5, 20) / 20.0:0.00}, CalibrationWindows = {random.Next(1, 4)}");
        List<MadeColumn> columns = [];
        string[] names = [.. Names.OrderBy(_ => random.Next())];
        for (int i = random.Next(4); i > 0; i--) columns.Add(Covariate(random, names[i]));
        covariates = columns.Count;
        IsGrouped = random.Next(4) > 0;
        if (IsGrouped) columns.Add(Grouped(random));
        columns.Add(new("When", time, "[EventTime]", new NumberDraws("int", 4)));
        string[] labels = ["float", "float", "double", "int"];
        columns.Add(new("Told", labels[random.Next(labels.Length)], "[Label]", new NumberDraws("float", 0)));
        Columns = columns;
        Export = new ForecastExportOptions
        {
            Intervals = random.Next(3) > 0,
            Nulls = random.Next(3) == 0 ? ExportNulls.Sentinel : ExportNulls.Present,
            AllowContribOperators = true,
            History = random.Next(3) == 0 ? random.Next(Least, Reach) : 0,
        };
    }

    public string Name => $"F{index:000}";

    public string Kind { get; }

    public string Again => $"--seed {seed} --forecast {index}";

    public string Source => ForecastSource.Write(this);

    /// <summary>What a pooled model sees of a history; of another its season and horizon.</summary>
    public LagShape Shape { get; }

    /// <summary>Whether features and lags of all series teach one predictor.</summary>
    public bool IsPooled { get; }

    /// <summary>The trainer's attribute.</summary>
    public string Trainer { get; }

    /// <summary>What stands between the parentheses of <see cref="SeriesAttribute"/>.</summary>
    public string Series { get; }

    /// <summary>What a step without a row is.</summary>
    public Gaps Gaps { get; }

    /// <summary>Whether there are several series.</summary>
    public bool IsGrouped { get; }

    /// <summary>The properties: features of steps, the group, the time, the label.</summary>
    public IReadOnlyList<MadeColumn> Columns { get; }

    /// <summary>How it is exported.</summary>
    public ForecastExportOptions Export { get; }

    /// <summary>The fewest values that a forecast is made of.</summary>
    public int Least => IsPooled ? Shape.Least : 1;

    /// <summary>The values that a graph takes where nothing else is asked for.</summary>
    public int Reach => IsPooled ? Shape.Reach : Shape.Season;

    public Examination Examine(object bridge) => new ForecastExamination(this, (ForecastBridge)bridge);

    /// <summary>A random number generator of the forecast's own, for a purpose.</summary>
    public Random Random(int purpose) => new(unchecked((seed * 4_256_233) + (index * 53) + (purpose * 1_000_003)));

    /// <summary>The rows to learn from: series of several lengths, some of one row, some at an edge.</summary>
    public List<object?[]> Training()
    {
        Random random = Random(1);
        int least = Math.Max(4 * Math.Max(Shape.Season, Shape.LongSeason), Shape.Least) + (4 * Shape.Horizon) + 12, groups = IsGrouped ? random.Next(4, 12) : 1;
        List<object?[]> rows = [];
        for (int group = 0; group < groups; group++)
        {
            int count = group > 2 && random.Next(5) == 0 ? 1 : least + random.Next(30);
            double[] values = group < 2 || random.Next(3) > 0 ? SeriesDraws.Usual(random, count, Shape.Season) : SeriesDraws.Edge(random, count, Shape.Season);
            rows.AddRange(Rows(random, group, random.Next(3), values, static (column, random) => column.Usual(random)));
        }
        return rows;
    }

    /// <summary>The rows of a series and of the steps behind it, by what <see cref="Series"/> says of gaps with some left out.</summary>
    /// <param name="random">Draws them.</param>
    /// <param name="group">Which series; of those to learn from the numbers from 0 on.</param>
    /// <param name="count">How many steps its history has.</param>
    public (List<object?[]> History, List<object?[]> Ahead) Asked(Random random, int group, int count)
    {
        double[] values = [.. random.Next(2) == 0 ? SeriesDraws.Usual(random, count, Shape.Season) : SeriesDraws.Edge(random, count, Shape.Season), .. new double[Shape.Horizon]];
        int start = random.Next(50);
        List<object?[]> history = [.. Rows(random, group, start, values[..count], static (column, random) => column.Usual(random))];
        // Most of them as rows are, so that each wrong one is seen.
        bool isAtEdge = random.Next(4) == 0;
        return (history, [.. Rows(random, group, start, values, (column, random) => isAtEdge && random.Next(8) == 0 ? column.Edge(random, []) : column.Usual(random)).TakeLast(Shape.Horizon)]);
    }

    private IEnumerable<object?[]> Rows(Random random, int group, int start, double[] values, Func<MadeColumn, Random, object?> draw)
    {
        for (int i = 0; i < values.Length; i++)
        {
            object?[] row = [.. Columns.Take(covariates).Select(column => draw(column, random)), .. IsGrouped ? [GroupOf(group)] : Array.Empty<object?>(), TimeOf(start + i), Numbers.Of(Columns[^1].Type, values[i])];
            bool mayMiss = Gaps != Gaps.Error && i > 0 && i < values.Length - 1 - Shape.Horizon;
            if (!mayMiss || random.Next(10) > 0) yield return row;
        }
    }

    private object GroupOf(int group) => Columns[covariates].Type switch
    {
        "string" => $"{group}",
        "System.Guid" => new Guid(group, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        _ => Numbers.Of(Columns[covariates].Type, group),
    };

    private object TimeOf(int at)
    {
        DateTime first = new(2023, 1, 15, 0, 0, 0, DateTimeKind.Utc);
        DateTime now = length switch
        {
            SeriesStep.Minute => first.AddMinutes(at),
            SeriesStep.Hour => first.AddHours(at),
            SeriesStep.Day => first.AddDays(at),
            SeriesStep.Week => first.AddDays(7 * at),
            _ => first.AddMonths(at),
        };
        return time switch
        {
            "int" => at * step,
            "long" => (long)at * step,
            "System.DateOnly" => DateOnly.FromDateTime(now),
            "System.DateTime" => now,
            _ => new DateTimeOffset(now),
        };
    }

    private SeriesStep LengthOf(Random random)
    {
        SeriesStep[] lengths = time == "System.DateOnly" ? [SeriesStep.Day, SeriesStep.Week, SeriesStep.Month] : [SeriesStep.Minute, SeriesStep.Hour, SeriesStep.Day, SeriesStep.Month];
        return lengths[random.Next(lengths.Length)];
    }

    private static MadeColumn Covariate(Random random, string name) => random.Next(4) switch
    {
        0 => NumericColumns.Make(random, name),
        1 => CategoryColumns.Make(random, name, takesTarget: false),
        2 => OtherColumns.MakeTime(random, name),
        _ => NumericColumns.MakeVector(random, name),
    };

    private static MadeColumn Grouped(Random random)
    {
        string[] types = ["string", "int", "System.Guid", "long", "byte"];
        return new("Which", types[random.Next(types.Length)], "[Group]", new NumberDraws("int", 4));
    }

    private static string Linear(Random random) => FormattableString.Invariant($"LinearRegression(L2 = {random.Next(0, 20) / 10.0}, MaxIterations = {random.Next(5, 60)})");

    private static string Trees(Random random) => FormattableString.Invariant($"Trees = {random.Next(1, 12)}, {(random.Next(2) == 0 ? "LearningRate = 0.3, " : "")}Leaves = {random.Next(2, 16)}, Seed = {random.Next(9)}");
}
