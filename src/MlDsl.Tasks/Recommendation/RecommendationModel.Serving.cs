using System.Text.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Training;

// What a service asks of a recommender: a user in, items out.
public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem> : IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>
{
    private const int UserPlace = 0, CountPlace = 1, ExcludePlace = 2;

    private static readonly ColumnSchema User = RecommendationForm.IdOf(TRow.Schema, ColumnRole.User), Item = RecommendationForm.IdOf(TRow.Schema, ColumnRole.Item);

    static void IServedModel<TModel>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>();

    static TModel IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.LoadServed(ReadOnlyMemory<byte> file, string source) => Read(file, source);

    ServedModelFacts IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.Facts =>
        new(Card.Name, Card.Version, []) { Form = new RecommendationForm(TRow.Schema, WriteFirst(users), WriteFirst(items)) };

    RecommendationRequest<TUser, TItem> IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.ReadInput(ref JsonFields fields)
    {
        RequestMembers request = RequestMembers.Read(ref fields, RecommendationForm.Members);
        int most = request.Options.MaxRows, count = request.Number(CountPlace, 1, most, Math.Min(RecommendationForm.Usual, most));
        return new(request.Id<TUser>(UserPlace, User), count, request.Ids<TItem>(ExcludePlace, Item));
    }

    void IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.WriteOutput(Utf8JsonWriter json, in RecommendationAnswer<TItem> output)
    {
        json.WriteStartObject();
        json.WriteBoolean("known", output.IsKnown);
        json.WriteStartArray("items");
        foreach (Recommended<TItem> item in output.Items)
        {
            json.WriteStartObject();
            json.WritePropertyName("item");
            JsonId.Write(json, item.Item);
            json.WriteNumber("score", item.Score);
            json.WriteBoolean("popular", item.IsPopular);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    int IServedModel<TModel, RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.CheckGolden(ReadOnlyMemory<byte> golden, string source) =>
        throw new ModelFileException($"{source} holds golden rows, and recommenders have none: their requests are users; take Golden away");

    void IScorer<RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.Run(in RecommendationRequest<TUser, TItem> input, out RecommendationAnswer<TItem> output) => output = Answer(input);

    void IScorer<RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.Run(ReadOnlySpan<RecommendationRequest<TUser, TItem>> inputs, Span<RecommendationAnswer<TItem>> outputs)
    {
        if (inputs.Length != outputs.Length) throw new ArgumentException($"{inputs.Length} requests need room for {inputs.Length} answers, not {outputs.Length}", nameof(outputs));
        for (int i = 0; i < inputs.Length; i++) outputs[i] = Answer(in inputs[i]);
    }

    ValueTask<RecommendationAnswer<TItem>> IScorer<RecommendationRequest<TUser, TItem>, RecommendationAnswer<TItem>>.RunAsync(RecommendationRequest<TUser, TItem> input, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<RecommendationAnswer<TItem>>(cancellation) : ValueTask.FromResult(Answer(in input));

    // One of the ids that the model knows; null where it knows none.
    private static Action<Utf8JsonWriter>? WriteFirst<T>(Entities<T> ids) where T : notnull, IEquatable<T>, IComparable<T>, ISpanParsable<T> => ids.Count > 0 ? json => JsonId.Write(json, ids[0]) : null;

    private RecommendationAnswer<TItem> Answer(in RecommendationRequest<TUser, TItem> request) => new(Knows(request.User), Recommend(request.User, request.Count, request.Exclude.Span));
}
