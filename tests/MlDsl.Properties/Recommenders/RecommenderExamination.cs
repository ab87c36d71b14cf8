using System.Globalization;
using System.Reflection;
using MlDsl.Onnx;
using MlDsl.Onnx.Suite;
using MlDsl.Training;

namespace MlDsl.Properties.Recommenders;

/// <summary>One recommender on all routes: the model, the model of its file, and its export.</summary>
internal sealed class RecommenderExamination(MadeRecommender made, RecommenderBridge bridge) : Examination(made)
{
    private const int RowsOfUser = 20, Given = 6;

    private readonly List<AskedUser> asked = [];
    private Dictionary<object, int> popularity = [];
    private Dictionary<object, HashSet<object>> seen = [];
    private Dictionary<object, int> places = [];
    private double[] bounds = [];
    private int count, excluded;

    public override void Run(string folder, int rows)
    {
        List<object?[]> training = made.Training();
        seen = training.GroupBy(static row => row[0]!).ToDictionary(static own => own.Key, static own => own.Select(static row => row[1]!).ToHashSet());
        popularity = seen.Values.SelectMany(static items => items).GroupBy(static item => item).ToDictionary(static own => own.Key, static own => own.Count());
        IsFitted = Guarded("fit", () => bridge.Fit(training));
        if (!IsFitted) return;
        bool isAsked = Guarded("model", () => Ask(rows / RowsOfUser)), isExported = Guarded("export", () => Export(folder));
        IsFileEqual = isAsked & isExported & Guarded("file", () => Say(OfFile()));
        Taken = asked.Count;
        if (Path is null || !isAsked || !isExported) return;
        IsOnnxEqual = Guarded("ONNX Runtime", () =>
        {
            using var session = new RawSession(Path);
            string[] inputs = excluded > 0 ? ["user", "exclude"] : ["user"];
            Say(Differences("ONNX Runtime", fed => session.Run(inputs, fed, ["items", "scores"])));
        });
    }

    public override void Forget() => asked.Clear();

    protected override bool Compare(GeneratedModel compiled) => Guarded("compiled", () =>
    {
        using Driver driver = compiled.Driver!();
        driver.Load(Path!);
        Say(Differences("compiled", driver.Run));
    });

    // Users of the rows and others; each may leave out items, of which the model knows some.
    private void Ask(int users)
    {
        Random random = made.Random(2);
        count = random.Next(1, bridge.Items + 1);
        object[] all = [.. popularity.Keys.Order(Comparer<object>.Create(Order))];
        places = all.Select(static (item, place) => (item, place)).ToDictionary(static own => own.item, static own => own.place);
        if (all.Length != bridge.Items) Say([$"the model has {bridge.Items} items of {all.Length}"]);
        object[] known = [.. made.Users.Known, .. made.Users.Others], items = [.. made.Items.Known, .. made.Items.Others];
        for (int i = 0; i < users; i++)
        {
            object user = known[random.Next(known.Length)];
            // Now and then all that there is.
            object[] without = random.Next(10) == 0 ? all : [.. Enumerable.Range(0, random.Next(Given)).Select(_ => items[random.Next(items.Length)])];
            asked.Add(new(user, without, bridge.Recommend(user, count, without)));
            if (Problem(asked[^1]) is { } problem) Say([$"user '{user}': {problem}"]);
        }
    }

    // What holds of every list, whatever the scores.
    private string? Problem(AskedUser user)
    {
        HashSet<object> left = LeftOut(user);
        int free = popularity.Keys.Count(item => !left.Contains(item));
        if (user.Told.Count > Math.Min(count, free)) return $"{user.Told.Count} items of {free}";
        if (user.Told.Any(told => left.Contains(told.Item))) return "an item that is left out";
        if (user.Told.Select(static told => told.Item).Distinct().Count() < user.Told.Count) return "an item twice";
        for (int i = 1; i < user.Told.Count; i++)
        {
            var (before, now) = (user.Told[i - 1], user.Told[i]);
            if (before.IsPopular && (!now.IsPopular || popularity[now.Item] > popularity[before.Item])) return $"'{now.Item}' behind what is less popular";
            if (!now.IsPopular && (now.Score > before.Score || (now.Score == before.Score && places[now.Item] < places[before.Item]))) return $"'{now.Item}' behind what is worse";
        }
        bool isScored = made.Kind != "Popularity" && seen.ContainsKey(user.User);
        foreach (ToldItem told in user.Told)
            if (!told.IsPopular && (!isScored || bridge.Score(user.User, told.Item) is not { } score || !IsNear(told.Score, score, user.User, told.Item))) return $"'{told.Item}' is scored {told.Score} among the best, and {bridge.Score(user.User, told.Item)} alone";
        return null;
    }

    private void Export(string folder)
    {
        int most = made.RecommendSeen ? 0 : seen.Values.Max(static items => items.Count);
        excluded = most + asked.Max(static user => user.Without.Length);
        byte[] file;
        try
        {
            file = bridge.Export(count, excluded);
        }
        catch (OnnxExportException e)
        {
            NotExported = e.Message;
            return;
        }
        using OnnxSession session = OnnxSession.Load(file, Name);
        string[] inputs = [.. session.Inputs.Select(static input => input.Name)], wanted = excluded > 0 ? ["user", "exclude"] : ["user"];
        if (!inputs.SequenceEqual(wanted)) Say([$"export: the inputs are {string.Join(", ", inputs)}"]);
        Keep(folder, file);
    }

    private IEnumerable<string> OfFile()
    {
        using var file = new MemoryStream();
        bridge.Save(file);
        file.Position = 0;
        bridge.Load(file);
        foreach (AskedUser user in asked)
            if (!user.Told.SequenceEqual(bridge.Recommend(user.User, count, user.Without))) yield return $"file: user '{user.User}': another list";
        if (Path is not null && !File.ReadAllBytes(Path).SequenceEqual(bridge.Export(count, excluded))) yield return "file: another export";
        using var again = new MemoryStream();
        bridge.Save(again);
        if (!file.ToArray().SequenceEqual(again.ToArray())) yield return "file: another file";
    }

    private IEnumerable<string> Differences(string name, Func<IReadOnlyList<Value>, IReadOnlyList<Value>> run)
    {
        IReadOnlyList<Value> found = run(excluded > 0
            ? [Ids(made.Columns[0].Type, [.. asked.Select(static user => user.User)], 1), Ids(made.Columns[1].Type, [.. asked.SelectMany(Excluded)], excluded)]
            : [Ids(made.Columns[0].Type, [.. asked.Select(static user => user.User)], 1)]);
        for (int i = 0; i < asked.Count; i++)
            if (Difference(asked[i], i, found) is { } difference) yield return $"{name}: user '{asked[i].User}', without {asked[i].Without.Length}: {difference}";
    }

    private string? Difference(AskedUser user, int at, IReadOnlyList<Value> found)
    {
        HashSet<object> left = LeftOut(user), had = [];
        bool isScored = made.Kind != "Popularity" && seen.ContainsKey(user.User);
        double most = isScored ? places.Keys.Max(item => Bound(user.User, item)) : 0;
        for (int rank = 0; rank < count; rank++)
        {
            float score = found[1].Span<float>()[(at * count) + rank];
            if (rank >= user.Told.Count)
            {
                if (!float.IsNegativeInfinity(score)) return FormattableString.Invariant($"rank {rank}: {score} where the model has no item more");
                continue;
            }
            string id = found[0].Texts is { } texts ? texts[(at * count) + rank] : found[0].Span<long>()[(at * count) + rank].ToString(CultureInfo.InvariantCulture);
            if (places.Keys.FirstOrDefault(item => Text(item) == id) is not { } own) return $"rank {rank}: '{id}' is no item";
            ToldItem told = user.Told[rank];
            if (!isScored)
            {
                if (!own.Equals(told.Item) || score != popularity[own]) return FormattableString.Invariant($"rank {rank}: '{told.Item}' of {popularity[told.Item]} expected, '{own}' of {score} found");
                continue;
            }
            if (left.Contains(own) || !had.Add(own)) return $"rank {rank}: '{own}' is left out, or there before";
            if (bridge.Score(user.User, own) is not { } wanted || !(Math.Abs((double)wanted - score) <= Bound(user.User, own))) return FormattableString.Invariant($"rank {rank}: '{own}' is scored {score:R}, by the model {bridge.Score(user.User, own):R}; {Bound(user.User, own):R} allowed");
            // Of scores that are off by no more, those of a rank are not farther apart.
            if (!(Math.Abs((double)told.Score - score) <= most)) return FormattableString.Invariant($"rank {rank}: {told.Score:R} expected, {score:R} found; {most:R} allowed");
        }
        return null;
    }

    private bool IsNear(float one, float other, object user, object item) => made.Kind == "ItemNeighbours" ? Math.Abs(one - other) <= 1e-4 * Math.Abs(one) : Math.Abs((double)one - other) <= Bound(user, item);

    /// <summary>2·n·2⁻²⁴·Σ|uᵢvᵢ| of n factors: how far a score may be that adds products up in another order.</summary>
    private double Bound(object user, object item)
    {
        if (bounds.Length == 0) bounds = Bounds();
        return bounds[(Place(user) * places.Count) + places[item]];
    }

    private double[] Bounds()
    {
        // A model of ids shows its factors to nobody.
        FieldInfo state = bridge.Model.GetType().BaseType!.GetField("state", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var scorer = (FactorScorer)((RecommendationState)state.GetValue(bridge.Model)!).Predictor.Scorer;
        int width = scorer.Items.Factors, users = scorer.Users.Length / width;
        double[] all = new double[users * places.Count];
        for (int user = 0; user < users; user++)
        {
            for (int item = 0; item < places.Count; item++)
            {
                double size = 0;
                for (int i = 0; i < width; i++) size += Math.Abs((double)scorer.Users[(user * width) + i] * scorer.Items[item, i]);
                all[(user * places.Count) + item] = 2 * width * Math.Pow(2, -24) * size;
            }
        }
        return all;
    }

    private int Place(object user) => seen.Keys.Count(other => Order(other, user) < 0);

    private HashSet<object> LeftOut(AskedUser user) => [.. user.Without, .. made.RecommendSeen ? [] : seen.GetValueOrDefault(user.User) ?? []];

    // What of a user the graph leaves out; it does not know what he took.
    private IEnumerable<object> Excluded(AskedUser user)
    {
        object[] left = [.. user.Without, .. made.RecommendSeen ? [] : seen.GetValueOrDefault(user.User) ?? []];
        return left.Concat(Enumerable.Repeat(made.Items.Others[0], excluded - left.Length));
    }

    private static Value Ids(string type, object[] ids, int width) => type is "string" or "System.Guid"
        ? Value.Text([.. ids.Select(Text)], [ids.Length / width, width])
        : Value.Of<long>(OnnxElementType.Int64, [.. ids.Select(static id => id is ulong number ? unchecked((long)number) : Convert.ToInt64(id, CultureInfo.InvariantCulture))], [ids.Length / width, width]);

    private static string Text(object id) => Convert.ToString(id, CultureInfo.InvariantCulture)!;

    // The order of ids.
    private static int Order(object? one, object? other) => one is string text ? string.CompareOrdinal(text, (string?)other) : ((IComparable)one!).CompareTo(other);

    /// <summary>A user, what he leaves out, and what the model says.</summary>
    private sealed record AskedUser(object User, object[] Without, IReadOnlyList<ToldItem> Told);
}
