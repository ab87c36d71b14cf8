using System.Text.Json;
using MlDsl.Forecasting;
using MlDsl.Tasks.Requests;

namespace MlDsl.Training;

// What a service asks of a forecast: histories in, steps out.
public abstract partial class ForecastModel<TModel, TRow, TInput> : IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>
{
    private const int HistoryPlace = 0, StepsPlace = 1, AheadPlace = 2;

    // What a method that looks at one series alone is made warm by.
    private const int LocalSeasons = 4;

    // How rows are read under the options that the last request came with; a service has the same for all.
    private Reading? reading;

    private bool TakesFeatures => state.Parts.Predictor is not null && Plan.Width > 0;

    static void IServedModel<TModel>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>();

    static TModel IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>.LoadServed(ReadOnlyMemory<byte> file, string source) => Read(file, source, SchemaChange.None);

    ServedModelFacts IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>.Facts =>
        new(Card.Name, Card.Version, [])
        {
            Form = new ForecastForm(TRow.Schema, Horizon, TakesFeatures) { Example = new(TRow.Schema, state.Parts.Clock, Math.Max(predictor.Least, Predictor is null ? LocalSeasons * Season : state.Parts.Shape.Reach)) },
            Vocabulary = ServedModelFacts.VocabularyOf(Plan),
        };

    ForecastRequest<TRow> IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>.ReadInput(ref JsonFields fields)
    {
        RequestMembers request = RequestMembers.Read(ref fields, ForecastForm.Members);
        request.Value(HistoryPlace, "an array of rows");
        bool hasAhead = request.Has(AheadPlace);
        if (hasAhead && request.Has(StepsPlace)) throw request.Refused(StepsPlace, JsonRowProblem.Member, "stands beside 'ahead'", "leave one of them out: the rows ahead say which steps there are");
        if (TakesFeatures && !hasAhead)
            throw request.Refused(AheadPlace, JsonRowProblem.Missing, "is missing", $"the model takes features of the steps: give a row for each, with {string.Join(", ", Plan.Columns.Select(static c => c.Member))}");
        int steps = request.Number(StepsPlace, 1, Horizon, Horizon);
        if (request.Elements(HistoryPlace, "an array of rows").Count() + request.Elements(AheadPlace, "an array of rows").Count() > request.Options.MaxRows)
            throw request.Refused(HistoryPlace, JsonRowProblem.Limit, FormattableString.Invariant($"and 'ahead' have more rows than the {request.Options.MaxRows} of a request"), "send the series in parts");

        var (_, history, ahead) = request.IsMadeUp ? Reading.Of(request.Options, areMadeUp: true) : ReadingBy(request.Options);
        int group = TRow.Schema.Stored.ToList().FindIndex(static c => c.Role == ColumnRole.Group);
        var known = new HashSet<ulong>();
        List<JsonElement> names = [];
        List<TRow> rows = history.Read(request, HistoryPlace, ForecastForm.History, (row, values) =>
        {
            if (group >= 0 && known.Add(TRow.GroupOf(row))) names.Add(values[group]);
        });
        return new(rows, steps, hasAhead ? ahead.Read(request, AheadPlace, ForecastForm.Ahead) : null) { Names = names };
    }

    void IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>.WriteOutput(Utf8JsonWriter json, in ForecastAnswer<TRow> output)
    {
        bool isDate = TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.EventTime && c.Type == "System.DateOnly");
        json.WriteStartObject();
        json.WriteNumber("interval", state.Parts.Errors.Levels.Interval);
        json.WriteStartArray("forecasts");
        for (int i = 0; i < output.Forecasts.Count; i++)
        {
            json.WriteStartObject();
            if (i < output.Names.Count)
            {
                json.WritePropertyName("series");
                output.Names[i].WriteTo(json);
            }
            json.WriteStartArray(ForecastForm.Steps);
            foreach (ForecastStep step in output.Forecasts[i].Steps)
            {
                json.WriteStartObject();
                if (step.Number is { } number) json.WriteNumber(ForecastForm.Number, number);
                else if (isDate) json.WriteString(ForecastForm.Time, step.Time.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                else json.WriteString(ForecastForm.Time, step.Time);
                json.WriteNumber("value", step.Value);
                json.WriteNumber("low", step.Low);
                json.WriteNumber("high", step.High);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    int IServedModel<TModel, ForecastRequest<TRow>, ForecastAnswer<TRow>>.CheckGolden(ReadOnlyMemory<byte> golden, string source) =>
        throw new ModelFileException($"{source} holds golden rows, and forecasts have none: their requests are histories; take Golden away");

    void IScorer<ForecastRequest<TRow>, ForecastAnswer<TRow>>.Run(in ForecastRequest<TRow> input, out ForecastAnswer<TRow> output) => output = Answer(input);

    void IScorer<ForecastRequest<TRow>, ForecastAnswer<TRow>>.Run(ReadOnlySpan<ForecastRequest<TRow>> inputs, Span<ForecastAnswer<TRow>> outputs)
    {
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} requests need room for {inputs.Length} answers, not {outputs.Length}", nameof(outputs));
        for (int i = 0; i < inputs.Length; i++) outputs[i] = Answer(inputs[i]);
    }

    ValueTask<ForecastAnswer<TRow>> IScorer<ForecastRequest<TRow>, ForecastAnswer<TRow>>.RunAsync(ForecastRequest<TRow> input, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<ForecastAnswer<TRow>>(cancellation) : ValueTask.FromResult(Answer(input));

    // What a service says of rows counts them from 0, as JSON does.
    private ForecastAnswer<TRow> Answer(ForecastRequest<TRow> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return new(request.Ahead is { } ahead ? Forecast(request.History, ahead, first: -1) : Forecast(request.History, request.Steps, first: -1)) { Names = request.Names };
        }
        catch (SeriesException problem)
        {
            throw new ArgumentException(problem.Message, problem);
        }
        catch (ArgumentException problem) when (TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Sensitive))
        {
            throw new ArgumentException("The model does not take the rows", problem);
        }
    }

    private Reading ReadingBy(JsonRowOptions options)
    {
        if (Volatile.Read(ref reading) is { } known && ReferenceEquals(known.Options, options)) return known;
        Reading made = Reading.Of(options, areMadeUp: false);
        Volatile.Write(ref reading, made);
        return made;
    }

    private sealed record Reading(JsonRowOptions Options, SentRows<TRow> History, SentRows<TRow> Ahead)
    {
        public static Reading Of(JsonRowOptions options, bool areMadeUp) => new(options, new(options, areMadeUp), new(options, areMadeUp, ForecastForm.IsUnknownAhead));
    }
}
