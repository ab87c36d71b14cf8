using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl.Forecasting;

/// <summary>
/// A forecast as an ONNX file: from the end of a history, and what is known of each step ahead, to all steps. Direct forecasts score the rows of all steps at once; recursive ones are unrolled, each step's
/// forecast beside the history of the next.
/// </summary>
/// <param name="plan">From what is known of a step to its features.</param>
/// <param name="predictor">From features and lags to scores; null where places of the history are the forecasts.</param>
/// <param name="shape">What is seen of a history.</param>
/// <param name="length">The number of values that the graph takes of a history.</param>
/// <param name="options">How the file is written.</param>
internal sealed class ForecastGraph(FeaturePlan plan, Predictor? predictor, LagShape shape, int length, ForecastExportOptions options)
{
    // A file of protobuf ends at 2 GiB, and a node of a tree takes some 70 bytes of it.
    private const long MostNodes = 20_000_000;

    private readonly GraphNodes nodes = new(new OnnxGraphBuilder(plan.Schema.Name.Length > 0 ? plan.Schema.Name : "forecast")) { Steps = shape.Horizon };
    private readonly OnnxExportOptions written = new() { Nulls = options.Nulls, AllowContribOperators = options.AllowContribOperators };
    private readonly HashSet<string> members = [.. plan.Inputs.Concat(plan.Columns).Concat(plan.Computed).Select(static column => column.Member)];
    private List<FeaturePiece> known = [];
    private OnnxExportInput[] covariates = [];

    // Of each past covariate 0, and NaN where a value of its history is not finite.
    private readonly List<string> zeros = [];

    /// <summary>The inputs of the graph, in its order, once it is written.</summary>
    public IReadOnlyList<OnnxExportInput> Inputs { get; private set; } = [];

    /// <summary>The file of a pooled model.</summary>
    /// <param name="errors">The errors that it makes.</param>
    /// <param name="provenance">What the file says of where it comes from.</param>
    /// <exception cref="OnnxExportException">A column or the predictor cannot be exported; the message names it and the way out.</exception>
    public byte[] Write(Calibrated errors, IReadOnlyDictionary<string, string> provenance) => Write(errors, provenance, (score, history) =>
    {
        LagGraph lags = new(nodes, shape);
        LagUnits units = lags.Units(history, length);
        string points = shape.IsRecursive ? Unrolled(score, lags, history, units) : AtOnce(score, lags, history, units);
        // A history that does not vary is forecast as it is, unless a step's features are no numbers.
        string told = nodes.Call("Add", nodes.Where(units.Varies, points, nodes.Call("Add", units.Level, nodes.Call("Sub", points, points))), units.Zero);
        return zeros.Aggregate(told, (sum, zero) => nodes.Call("Add", sum, zero));
    });

    /// <summary>The name of the input that takes the values of a past covariate.</summary>
    public static string InputOf(CovariateLags covariate) => $"{covariate.Covariate.Member}.history";

    /// <summary>The file of a method whose forecasts are values of the history.</summary>
    /// <param name="places">Of each step the place.</param>
    /// <param name="errors">The errors that it makes.</param>
    /// <param name="provenance">What the file says of where it comes from.</param>
    public byte[] Write(int[] places, Calibrated errors, IReadOnlyDictionary<string, string> provenance) => Write(errors, provenance, (_, history) =>
    {
        string told = nodes.Call("Gather", [history, nodes.Constant<long>([.. places.Select(static place => (long)place)], places.Length)], OnnxSetting.Of("axis", 1));
        // Less 0 a number is what it was, its sign included.
        return nodes.Call("Sub", told, nodes.RowSum(nodes.Call("Sub", history, history)));
    });

    private byte[] Write(Calibrated errors, IReadOnlyDictionary<string, string> provenance, Func<ScoreGraph, string, string> pointsOf)
    {
        ColumnSchema? label = plan.Schema.Columns.FirstOrDefault(static column => column.Role == ColumnRole.Label);
        OnnxExportInput history = new() { Name = Own("history"), Column = label?.Name ?? "", Type = "float", Length = length };
        OnnxExportInput scale = new()
        {
            Name = Own("scale"),
            Column = label?.Name ?? "",
            Type = "float",
            IsComputed = true,
            Why = "it is the size of the errors of a series, which the model tells: ExportHistories",
        };
        nodes.Graph.Input(OnnxValueInfo.Tensor(history.Name, OnnxElementType.Float, "N", length));
        covariates = [.. shape.Covariates.Select(covariate => new OnnxExportInput { Name = InputOf(covariate), Column = covariate.Covariate.Name, Type = "float", Length = length })];
        foreach (OnnxExportInput covariate in covariates) nodes.Graph.Input(OnnxValueInfo.Tensor(covariate.Name, OnnxElementType.Float, "N", length));
        GraphColumns columns = new(nodes, plan, written);
        if (predictor is not null) known = FeatureGraph.Write(nodes, plan, columns, written);
        if (options.Intervals) nodes.Graph.Input(OnnxValueInfo.Tensor(scale.Name, OnnxElementType.Float, "N", 1));
        Inputs =
        [
            history,
            .. covariates,
            .. ExportInputs.Of(plan, columns.Declared, written).Select(input => input with { Steps = shape.Horizon }),
            .. options.Intervals ? (OnnxExportInput[])[scale] : [],
        ];

        ScoreGraph score = new(nodes, written, name => OnnxExport.Free(name, members));
        string points = pointsOf(score, nodes.Cast(history.Name, OnnxElementType.Double));
        Give("prediction", points);
        if (options.Intervals)
        {
            string size = nodes.Cast(scale.Name, OnnxElementType.Double);
            Give("prediction.low", End(errors.Levels.Low));
            Give("prediction.high", End(errors.Levels.High));

            string End(int level)
            {
                double[] quantiles = [.. Enumerable.Range(0, shape.Horizon).Select(step => errors.Quantiles[(step * errors.Levels.Count) + level])];
                return nodes.Call("Add", points, nodes.Call("Mul", size, nodes.Constant<double>(quantiles, 1, shape.Horizon)));
            }
        }
        ExportMetadata.Write(nodes.Graph, plan, Inputs, new Outcome([new LinkStep(Link.Identity)]), score.Outputs, provenance);
        return nodes.Graph.ToBytes();

        void Give(string name, string value) => score.WriteMatrix(name, nodes.Cast(value, OnnxElementType.Float), shape.Horizon);
    }

    private string AtOnce(ScoreGraph score, LagGraph lags, string history, LagUnits units)
    {
        var (features, starts) = lags.Write(history, length, shape.Horizon, units);
        List<string> all = [features];
        for (int i = 0; i < covariates.Length; i++)
        {
            var (seen, zero) = lags.Write(shape.Covariates[i], nodes.Cast(covariates[i].Name, OnnxElementType.Double), length, shape.Horizon);
            all.Add(seen);
            zeros.Add(zero);
        }
        string scores = nodes.Call("Reshape", Scored(score, known, nodes.Beside(all)), nodes.Constant<long>([-1, shape.Horizon], 2));
        return Told(starts, scores, units);
    }

    private string Unrolled(ScoreGraph score, LagGraph lags, string history, LagUnits units)
    {
        long all = predictor is TreePredictor trees ? trees.Trees.Trees.Sum(static tree => (long)tree.Nodes.Count) * shape.Horizon : 0;
        if (all > MostNodes)
            throw new OnnxExportException(FormattableString.Invariant($"The trees of a recursive forecast stand in the graph once for each of {shape.Horizon} steps, {all} nodes in all, more than a file holds: declare ForecastStrategy.Direct, fewer trees or a shorter Horizon"));
        List<string> points = [];
        for (int step = 0; step < shape.Horizon; step++)
        {
            var (features, starts) = lags.Write(history, length + step, 1, units);
            int place = step;
            points.Add(Told(starts, Scored(score, [.. known.Select(piece => At(piece, place))], features), units));
            if (step + 1 < shape.Horizon) history = nodes.Beside([history, points[^1]]);
        }
        return nodes.Beside(points);
    }

    private string Scored(ScoreGraph score, List<FeaturePiece> pieces, string lags) =>
        PredictorGraph.Write(nodes, score, [.. pieces, new NumbersPiece(plan.Width, shape.Width, lags)], predictor!, 1);

    private string Told(string starts, string scores, LagUnits units) =>
        nodes.Call("Add", units.Level, nodes.Call("Mul", units.Spread, nodes.Call("Add", starts, nodes.Cast(scores, OnnxElementType.Double))));

    // What is known of one step of every series.
    private FeaturePiece At(FeaturePiece piece, int step) => piece switch
    {
        NumbersPiece numbers => numbers with { Tensor = At(numbers.Tensor, numbers.Width, step), Origin = numbers.Origin is { } origin ? At(origin, numbers.Width, step) : null },
        SlotPiece slots => slots with { Slots = At(slots.Slots, 1, step) },
        _ => throw new NotSupportedException(piece.GetType().Name),
    };

    private string At(string rows, int width, int step) => nodes.Call(
        "Gather", [nodes.Call("Reshape", rows, nodes.Constant<long>([-1, shape.Horizon, width], 3)), nodes.Scalar((long)step)], OnnxSetting.Of("axis", 1));

    // A member keeps its name.
    private string Own(string name)
    {
        while (members.Contains(name)) name += "_input";
        return name;
    }
}
