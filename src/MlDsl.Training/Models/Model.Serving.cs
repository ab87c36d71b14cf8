using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

// What a service asks of a model, whatever its row and task.
public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask> : IServedModel<TModel, TInput, TPrediction>, IKnownTexts
{
    IReadOnlyDictionary<string, IReadOnlyList<string>> IKnownTexts.Vocabulary => ServedModelFacts.VocabularyOf(state.Plan);

    static void IServedModel<TModel>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit<TModel, TInput, TPrediction>();

    static TModel IServedModel<TModel, TInput, TPrediction>.LoadServed(ReadOnlyMemory<byte> file, string source) => Read(file, source, SchemaChange.None);

    ServedModelFacts IServedModel<TModel, TInput, TPrediction>.Facts =>
        new(Card.Name, Card.Version, TRow.Schema.Inputs) { Vocabulary = ServedModelFacts.VocabularyOf(state.Plan), Summaries = ServedModelFacts.SummariesOf(state.Plan) };

    TInput IServedModel<TModel, TInput, TPrediction>.ReadInput(ref JsonFields fields) => TRow.ReadJson(ref fields);

    void IServedModel<TModel, TInput, TPrediction>.WriteOutput(Utf8JsonWriter json, in TPrediction output) => TTask.WriteJson(json, in output);

    int IServedModel<TModel, TInput, TPrediction>.CheckGolden(ReadOnlyMemory<byte> golden, string source)
    {
        var format = new JsonRowFormat(TRow.Schema.Inputs, new() { Names = JsonNames.Member }) { AreMadeUp = true };
        return ServedGolden.Check(golden, source, json => OutputsOf(JsonRows.Only(format, json, static (ref JsonFields fields) => TRow.ReadJson(ref fields))));
    }
}
