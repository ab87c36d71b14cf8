using MlDsl.Columns;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Properties.Routes;

namespace MlDsl.Properties.Forecasts;

/// <summary>One forecast on all routes: the model, the model of its file, and its export.</summary>
internal sealed class ForecastExamination(MadeForecast made, ForecastBridge bridge) : Examination(made)
{
    private const int RowsOfSeries = 20, Batch = 64, MostAsked = 30;

    private readonly List<AskedSeries> taken = [], refused = [];
    private IReadOnlyList<string> inputs = [], outputs = [];
    private ForecastFeed? feed;
    private int graphLength;

    public override void Run(string folder, int rows)
    {
        IsFitted = Guarded("fit", () => bridge.Fit(made.Training()));
        if (!IsFitted) return;
        bool isAsked = Guarded("model", () => Ask(rows / RowsOfSeries));
        bool isExported = Guarded("export", () => Export(folder));
        IsFileEqual = isAsked & isExported & Guarded("file", () => Say(OfFile()));
        (Taken, Refused) = (taken.Count, refused.Count);
        if (Path is null || !isAsked || !isExported) return;
        IsOnnxEqual = Guarded("ONNX Runtime", () =>
        {
            using var session = new RawSession(Path);
            Say(Differences("ONNX Runtime", series => session.Run(inputs, feed!.Of(series), outputs)));
        });
    }

    public override void Forget()
    {
        taken.Clear();
        refused.Clear();
    }

    protected override bool Compare(GeneratedModel compiled) => Guarded("compiled", () =>
    {
        using Driver driver = compiled.Driver!();
        driver.Load(Path!);
        Say(Differences("compiled", series => driver.Run(feed!.Of(series))));
    });

    // Series that the model was fitted to, and others.
    private void Ask(int count)
    {
        Random random = made.Random(2);
        graphLength = made.Export.History > 0 ? Math.Min(made.Export.History, made.Reach) : made.Reach;
        // What a graph takes decides its forecast; a model that is to say the same is asked about no more of a shorter history.
        bool isShort = graphLength < made.Reach;
        int least = made.IsPooled || made.Kind == "SeasonalNaive" ? graphLength : (3 * made.Shape.Season) + 8;
        for (int i = 0; i < count; i++)
        {
            var (history, ahead) = made.Asked(random, made.IsGrouped ? random.Next(20) : 0, isShort ? graphLength : least + random.Next(12));
            var asked = new AskedSeries(i, history, ahead);
            try
            {
                asked.Told = bridge.Forecast(history, ahead);
                taken.Add(asked);
            }
            catch (Exception e) when (IsRefusal(e))
            {
                asked.Why = e.Message;
                refused.Add(asked);
            }
        }
        if (taken.Count == 0) Say(["the model takes no series"]);
        Say(TooShort(taken[0], made.Least, history => bridge.Forecast(history, taken[0].Ahead), "forecasts"));
        foreach (AskedSeries asked in taken.Take(MostAsked)) Say(WithoutNumber(asked, random));
    }

    private void Export(string folder)
    {
        byte[] file;
        try
        {
            file = Exported(out ForecastExportOptions options);
            Fed(options);
        }
        catch (OnnxExportException e)
        {
            NotExported = e.Message;
            return;
        }
        using OnnxSession session = OnnxSession.Load(file, Name);
        feed = new ForecastFeed(session.Metadata["mldsl.inputs"], [.. made.Columns.Select(static c => c.Member)], made.Export.Intervals);
        (inputs, outputs) = ([.. session.Inputs.Select(static i => i.Name)], [.. session.Outputs.Select(static o => o.Name)]);
        if (!feed.Names.SequenceEqual(inputs)) Say([$"export: the inputs are {string.Join(", ", inputs)}"]);
        string[] wanted = made.Export.Intervals ? ["prediction", "prediction.low", "prediction.high"] : ["prediction"];
        if (!wanted.SequenceEqual(outputs.Select(static o => o.Replace("_output", "", StringComparison.Ordinal)))) Say([$"export: the outputs are {string.Join(", ", outputs)}"]);
        Keep(folder, file);
    }

    private byte[] Exported(out ForecastExportOptions options)
    {
        options = made.Export;
        try
        {
            return bridge.Export(options);
        }
        catch (OnnxExportException e) when (e.Message.Contains("ExportNulls.Present", StringComparison.Ordinal))
        {
            return bridge.Export(options = options with { Nulls = ExportNulls.Present });
        }
    }

    // What graphs are given, and how far they may be off.
    private void Fed(ForecastExportOptions options)
    {
        ForecastBounds? bounds = bridge.Predictor is { } predictor ? new(bridge.Plan, predictor, made.Shape) : null;
        foreach (AskedSeries asked in taken.Concat(refused))
        {
            var (values, scale) = bridge.HistoryOf(asked.History, options);
            asked.Fed = new FedSeries(values, scale, [.. asked.Ahead.Select(row => (object?[])[.. made.Columns.Select((column, i) => NamedValues.Of(column, row[i]))])]);
            if (asked.Told is not null) asked.Bounds = Bounds(bounds, asked);
        }
        Say(TooShort(taken[0], graphLength, history => bridge.HistoryOf(history, options), "exports"));
    }

    private double[] Bounds(ForecastBounds? bounds, AskedSeries asked)
    {
        double[] allowed = new double[made.Shape.Horizon], points = new double[made.Shape.Horizon];
        if (bounds is null) return allowed;
        bounds.Of([.. asked.Fed!.Values.Select(static value => (double)value)], [.. asked.Fed.Ahead.Select(Features)], points, allowed);
        for (int step = 0; step < points.Length; step++)
            if (points[step] != asked.Told![step].Value) Say([FormattableString.Invariant($"series {asked.Number}, step {step}: {points[step]:R} expected of the history that is exported, {asked.Told[step].Value:R} forecast")]);
        return allowed;
    }

    private (int[] Positions, float[] Values) Features(object?[] row)
    {
        SparseSink sink = new(8);
        bridge.Plan.Write([.. bridge.Plan.Columns.Select(column => NamedValues.Column(row[made.Columns.ToList().FindIndex(own => own.Member == column.Member)]))], ref sink);
        return (sink.Positions.ToArray(), sink.Values.ToArray());
    }

    // Every forecast again, and the export, of the model that the file holds.
    private IEnumerable<string> OfFile()
    {
        byte[]? exported = Path is null ? null : File.ReadAllBytes(Path);
        using var file = new MemoryStream();
        bridge.Save(file);
        file.Position = 0;
        bridge.Load(file);
        foreach (AskedSeries asked in taken)
            if (!asked.Told!.SequenceEqual(bridge.Forecast(asked.History, asked.Ahead))) yield return $"file: series {asked.Number}: another forecast";
        if (exported is not null && !exported.SequenceEqual(Exported(out _))) yield return "file: another export";
        using var again = new MemoryStream();
        bridge.Save(again);
        if (!file.ToArray().SequenceEqual(again.ToArray())) yield return "file: another file";
    }

    private IEnumerable<string> TooShort<T>(AskedSeries asked, int least, Func<IEnumerable<object?[]>, T> ask, string what)
    {
        if (least < 2) yield break;
        // Where rows are missing there are more steps than rows.
        foreach (int count in made.Gaps == Gaps.Error ? new[] { least - 1, 1 }.Distinct() : [1])
        {
            string? said = null;
            try
            {
                ask(asked.History.TakeLast(count));
            }
            catch (SeriesException e)
            {
                said = e.Message;
            }
            if (said?.Contains("give a longer history", StringComparison.Ordinal) != true) yield return $"a history of {count} where {least} are needed {what}: {said ?? "no refusal"}";
        }
    }

    private IEnumerable<string> WithoutNumber(AskedSeries asked, Random random)
    {
        if (made.Columns[^1].Type is not ("float" or "double")) yield break;
        int place = random.Next(asked.History.Count);
        double wrong = NoNumber(random);
        object?[][] rows = [.. asked.History.Select((row, at) => at == place ? [.. row[..^1], made.Columns[^1].Type == "float" ? (object)(float)wrong : wrong] : row)];
        string said = "no refusal";
        try
        {
            bridge.Forecast(rows, asked.Ahead);
        }
        catch (SeriesException e)
        {
            said = e.Message;
        }
        if (!said.StartsWith($"The value of row {place + 1} is ", StringComparison.Ordinal)) yield return $"series {asked.Number}: {wrong} in row {place + 1}: {said}";
    }

    private IEnumerable<string> Differences(string name, Func<IReadOnlyList<FedSeries>, IReadOnlyList<Value>> run)
    {
        AskedSeries[] asked = [.. taken.Where(series => feed!.Takes(series.Fed!))];
        foreach (AskedSeries[] batch in asked.Chunk(Batch))
        {
            IReadOnlyList<Value> found = run([.. batch.Select(static series => series.Fed!)]);
            for (int i = 0; i < batch.Length; i++)
                if (Difference(batch[i], i, found) is { } difference) yield return $"{name}: series {batch[i].Number}: {difference}";
        }
        Random random = made.Random(3);
        foreach (AskedSeries series in asked.Take(MostAsked))
        {
            int place = random.Next(graphLength);
            float wrong = NoNumber(random);
            FedSeries holed = series.Fed! with { Values = [.. series.Fed!.Values.Select((value, at) => at == place ? wrong : value)] };
            if (run([holed]).Any(static output => output.Span<float>().ToArray().Any(static value => !float.IsNaN(value)))) yield return $"{name}: series {series.Number}: {wrong} at {place} is a number in the graph";
        }
        foreach (AskedSeries series in refused.Where(series => feed!.Tells(series.Fed!)).Take(MostAsked))
            if (Admits(series, run)) yield return $"{name}: series {series.Number}: the model refuses ({series.Why}), and the graph does not";
    }

    private string? Difference(AskedSeries asked, int at, IReadOnlyList<Value> found)
    {
        int steps = made.Shape.Horizon;
        for (int step = 0; step < steps; step++)
        {
            var (value, low, high) = asked.Told![step];
            double bound = asked.Bounds[step];
            if (Wrong(value, bound, 0) is { } wrong) return wrong;
            if (found.Count == 1) continue;
            // The size of errors is rounded to float, and so each end's distance is off by as much; and a product and a sum in double.
            if (End(low, 1) is { } wrongLow) return wrongLow;
            if (End(high, 2) is { } wrongHigh) return wrongHigh;

            string? End(double end, int output)
            {
                double distance = Math.Abs(end - value);
                return Wrong(end, distance == 0 ? bound : bound + (distance / (1 << 24)) + float.Epsilon + ((Math.Abs(end) + Math.Abs(value)) / (1L << 50)), output);
            }

            string? Wrong(double wanted, double off, int output)
            {
                float given = found[output].Span<float>()[(at * steps) + step], rounded = (float)wanted;
                if (off == 0 ? BitConverter.SingleToInt32Bits(given) == BitConverter.SingleToInt32Bits(rounded) : given == rounded || Math.Abs(wanted - given) <= off + FeatureSlack.Ulp((float)(Math.Abs(wanted) + off))) return null;
                return FormattableString.Invariant($"step {step}, {outputs[output]}: {rounded:R} expected, {given:R} found, {off:R} allowed; of {string.Join(' ', asked.Fed!.Values)}");
            }
        }
        return null;
    }

    // An error of the run, or a step that is no number.
    private static bool Admits(AskedSeries series, Func<IReadOnlyList<FedSeries>, IReadOnlyList<Value>> run)
    {
        try
        {
            return run([series.Fed!])[0].Span<float>().ToArray().All(float.IsFinite);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return false;
        }
    }

    private static bool IsRefusal(Exception e) => e is SeriesException || Expectation.IsRefusal(e);

    private static float NoNumber(Random random) => random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };

    /// <summary>A series and what the model says of it.</summary>
    private sealed record AskedSeries(int Number, IReadOnlyList<object?[]> History, IReadOnlyList<object?[]> Ahead)
    {
        public IReadOnlyList<ToldStep>? Told { get; set; }

        public string? Why { get; set; }

        public FedSeries? Fed { get; set; }

        public double[] Bounds { get; set; } = [];
    }
}
