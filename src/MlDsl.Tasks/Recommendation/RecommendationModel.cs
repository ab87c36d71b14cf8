using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Training;

/// <summary>A fitted recommender. Immutable but for its list of evaluations; safe for any number of threads; recommending into a span allocates no managed memory.</summary>
/// <typeparam name="TModel">The model's own type.</typeparam>
/// <typeparam name="TRow">The data set's row: who did what with which item.</typeparam>
/// <typeparam name="TUser">The type of the users' ids.</typeparam>
/// <typeparam name="TItem">The type of the items' ids.</typeparam>
public abstract partial class RecommendationModel<TModel, TRow, TUser, TItem>
    where TModel : RecommendationModel<TModel, TRow, TUser, TItem>, IRecommendationModel<TModel>
    where TRow : IInteractionRow<TRow, TUser, TItem>
    where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
    where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
{
    // More than this come from the array pool instead of the stack.
    private const int MostOnStack = 128;

    private readonly RecommendationState state;
    private readonly Entities<TUser> users;
    private readonly Entities<TItem> items;
    private EvaluationRecord[] evaluations;

    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RecommendationModel(RecommendationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        this.state = state;
        users = Entities<TUser>.Parse(state.Predictor.Users, "user");
        items = Entities<TItem>.Parse(state.Predictor.Items, "item");
        evaluations = [.. state.Parts.Evaluations];
    }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => state.Parts.Card;

    /// <summary>The evaluations and assessments of the model, in the order they were made; they are kept in its file.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => ValueList.Of(Volatile.Read(ref evaluations));

    /// <summary>The number of users of the training rows.</summary>
    public int Users => users.Count;

    /// <summary>The number of items of the training rows, of which any may be recommended.</summary>
    public int Items => items.Count;

    /// <summary>The number of training rows whose user and item stand in an earlier one: events of such rows add up, and of ratings the latest counts.</summary>
    public long RepeatedRows => state.Predictor.Repeats;

    /// <summary>Whether the training rows have the user; others are recommended what is popular.</summary>
    public bool Knows(TUser user) => users.IndexOf(user) >= 0;

    /// <summary>Whether the training rows have the item; others are never recommended.</summary>
    public bool HasItem(TItem item) => items.IndexOf(item) >= 0;

    /// <summary>Fits a model to the training rows. The same rows give the same model, whatever the number of threads.</summary>
    /// <param name="train">The rows to learn from: <see cref="Split{TRow}.Train"/>, or <see cref="Split{TRow}.Development"/> for the final model.</param>
    /// <param name="trainer">The trainer with its options; null for what the model's declaration says.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <param name="parent">The model that this one replaces, for its card.</param>
    /// <exception cref="TrainingException">The rows cannot be learned from; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The control asked to stop.</exception>
    public static TModel Fit(TrainSet<TRow> train, RecommenderOptions? trainer = null, TrainingControl? control = null, TModel? parent = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        RecommendationDefinition definition = TModel.Definition;
        trainer ??= definition.Trainer;
        return TrackedModels.Fit(
            () => new RunFacts(
                RunKind.Fit, definition.Name, definition.Version,
                [
                    .. TrackedModels.OfFit(definition.Task, trainer, TRow.Schema, train.Count, $"{train.Fingerprint}"),
                    .. TrackedModels.OfSplit(train.Description),
                    .. parent is null ? (KeyValuePair<string, string>[])[] : [new("parent", parent.Hash)],
                ],
                [.. TrackedModels.ColumnsOf(TRow.Schema)],
                [new RunData("training", TRow.Schema.Name, train.Count, $"{train.Fingerprint}")]),
            control ?? new(), Learn, static model => model.Card);

        TModel Learn(TrainingControl control)
        {
            if (trainer.LearnsRatings && !TRow.Schema.Columns.Any(static c => c.Role == ColumnRole.Label))
                throw new TrainingException($"{trainer.Trainer} learns ratings, and '{TRow.Schema.Name}' has none; mark one property [Label], or use a trainer of events, such as ImplicitAls");
            ReadInteractions<TUser, TItem> read = InteractionReader.Read<TRow, TUser, TItem>(train.Batches(control.Cancellation), trainer.LearnsRatings);
            if (read.Items.Count < 2)
                throw new TrainingException(read.Items.Count == 0 ? "There are no training rows" : $"All training rows are of the item '{Visible.Of(Entities<TItem>.Text(read.Items[0]))}': there is nothing to choose from; give rows of two items at least");
            if (read.Users.Count < 2 && trainer is not PopularityOptions)
                throw new TrainingException($"All training rows are of one user, and {trainer.Trainer} learns of what several have in common; give rows of two users at least, or use Popularity");
            var (scorer, log) = trainer.Learn(read.Data, control);
            InteractionMatrix seen = read.Data.ByUser with { Values = [] };
            var predictor = new RecommendationPredictor(
                read.Users.Texts, read.Items.Texts, seen, scorer, trainer.RecommendSeen, trainer.LearnsRatings ? ExplicitAls.MeanOf(read.Data.ByUser) : double.NaN, read.Data.Repeats);
            ModelCard card = CardParts.NewCard(
                typeof(TModel).Assembly, (definition.Name, definition.Version, definition.Task), trainer, log, (train.Count, train.Description, train.Fingerprint), TRow.Schema, parent?.Hash);
            var outcome = new Outcome([new LinkStep(Link.Identity)]) { Baseline = [0] };
            return TModel.Create(new RecommendationState(new ModelParts(new FeaturePlan(TRow.Schema, []), predictor, outcome, card, [])));
        }
    }

    /// <summary>The best items for a user, the best first; of equal scores the one whose id comes first. Allocates no managed memory.</summary>
    /// <remarks>
    /// Items that the training rows show the user with are left out unless the trainer was told <see cref="RecommenderOptions.RecommendSeen"/>. A user that the model does not know is recommended the items
    /// that most users took. Every item is scored: the result is exact.
    /// </remarks>
    /// <param name="user">The user.</param>
    /// <param name="best">Where the items go, as many as are wanted. There may be fewer: a model cannot recommend more items than it knows and are not left out.</param>
    /// <param name="exclude">Items to leave out as well; what the model does not know is left out anyway.</param>
    /// <returns>How many items there are.</returns>
    public int Recommend(TUser user, Span<Recommended<TItem>> best, ReadOnlySpan<TItem> exclude = default)
    {
        int wanted = Math.Min(best.Length, items.Count), room = checked(wanted + exclude.Length);
        if (wanted == 0) return 0;
        int[]? places = room > MostOnStack ? ArrayPool<int>.Shared.Rent(room) : null;
        float[]? scores = wanted > MostOnStack ? ArrayPool<float>.Shared.Rent(wanted) : null;
        try
        {
            Span<int> found = places is null ? stackalloc int[room] : places.AsSpan(0, room);
            Span<float> values = scores is null ? stackalloc float[wanted] : scores.AsSpan(0, wanted);
            Span<int> excluded = found[wanted..];
            for (int i = 0; i < exclude.Length; i++) excluded[i] = items.IndexOf(exclude[i]);
            var (count, popular) = state.Predictor.Best(users.IndexOf(user), excluded, found[..wanted], values);
            for (int i = 0; i < count; i++) best[i] = new Recommended<TItem>(items[found[i]], values[i], i >= count - popular);
            return count;
        }
        finally
        {
            if (places is not null) ArrayPool<int>.Shared.Return(places);
            if (scores is not null) ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>The best <paramref name="count"/> items for a user, as an array of its own; fewer where there are not as many.</summary>
    /// <inheritdoc cref="Recommend(TUser, Span{Recommended{TItem}}, ReadOnlySpan{TItem})"/>
    /// <param name="user">The user.</param>
    /// <param name="count">How many items are wanted.</param>
    /// <param name="exclude">Items to leave out as well.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public Recommended<TItem>[] Recommend(TUser user, int count, ReadOnlySpan<TItem> exclude = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var best = new Recommended<TItem>[Math.Min(count, items.Count)];
        return best[..Recommend(user, best, exclude)];
    }

    /// <summary>The score of one item for a user, whatever he took; null where the model does not know one of them. A model of ratings: the rating to expect.</summary>
    public float? Score(TUser user, TItem item) =>
        users.IndexOf(user) is >= 0 and var own && items.IndexOf(item) is >= 0 and var place ? state.Predictor.Scorer.Score(own, place) : null;

    private string Hash => ModelWriter.Write(state.Parts with { Evaluations = [] }).Hash;
}
