using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

// What a service asks of a model that has no type: rows by name, whose columns the file tells.
public sealed partial class DynamicModel : IServedModel<DynamicModel, DynamicRow, DynamicPrediction>
{
    static void IServedModel<DynamicModel>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit<DynamicModel, DynamicRow, DynamicPrediction>();

    static DynamicModel IServedModel<DynamicModel, DynamicRow, DynamicPrediction>.LoadServed(ReadOnlyMemory<byte> file, string source) =>
        Read(file, source);

    ServedModelFacts IServedModel<DynamicModel, DynamicRow, DynamicPrediction>.Facts =>
        new(Card.Name, Card.Version, Columns) { Vocabulary = ServedModelFacts.VocabularyOf(Plan), Summaries = ServedModelFacts.SummariesOf(Plan) };

    DynamicRow IServedModel<DynamicModel, DynamicRow, DynamicPrediction>.ReadInput(ref JsonFields fields) => Table.Row(ref fields);

    void IServedModel<DynamicModel, DynamicRow, DynamicPrediction>.WriteOutput(Utf8JsonWriter json, in DynamicPrediction output)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (output.Interval is { } interval) PredictionJson.Write(json, in interval);
        else if (output.Label is null) PredictionJson.Write(json, output.Value);
        else WriteClass(json, output);
    }

    int IServedModel<DynamicModel, DynamicRow, DynamicPrediction>.CheckGolden(ReadOnlyMemory<byte> golden, string source)
    {
        var format = new JsonRowFormat(Columns, new() { Names = JsonNames.Member });
        return ServedGolden.Check(golden, source, json => Outcome.Told(parts.Score([ValuesOf(JsonRows.Only(format, json, (ref JsonFields fields) => Table.Row(ref fields)))])));
    }

    void IScorer<DynamicRow, DynamicPrediction>.Run(in DynamicRow input, out DynamicPrediction output) => output = Predict(input);

    void IScorer<DynamicRow, DynamicPrediction>.Run(ReadOnlySpan<DynamicRow> inputs, Span<DynamicPrediction> outputs)
    {
        if (inputs.Length != outputs.Length)
            throw new ArgumentException($"{inputs.Length} rows need room for {inputs.Length} predictions, not {outputs.Length}", nameof(outputs));
        IReadOnlyList<DynamicPrediction> predictions = Predict(inputs.ToArray());
        for (int i = 0; i < outputs.Length; i++) outputs[i] = predictions[i];
    }

    ValueTask<DynamicPrediction> IScorer<DynamicRow, DynamicPrediction>.RunAsync(DynamicRow input, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<DynamicPrediction>(cancellation) : ValueTask.FromResult(Predict(input));

    private void WriteClass(Utf8JsonWriter json, DynamicPrediction output)
    {
        json.WriteStartObject();
        json.WriteString("label", output.Label);
        // Of two classes there is the positive one's probability, of more each one's.
        IReadOnlyList<string> classes = Outcome.ClassNames;
        if (output.Outputs.Count == 1)
        {
            json.WritePropertyName("probability");
            PredictionJson.Write(json, output.Outputs[0]);
        }
        else
        {
            json.WriteStartObject("probabilities");
            for (int i = 0; i < output.Outputs.Count; i++)
            {
                json.WritePropertyName(classes[i]);
                PredictionJson.Write(json, output.Outputs[i]);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
