using System.Globalization;

namespace MlDsl.Labels;

/// <summary>What annotators said of items: at most one value of each annotator for each item, and any of them may be absent. Immutable.</summary>
public sealed class Ratings
{
    private readonly double[]? numbers;

    private Ratings(string[] items, string[] annotators, string[] classes, Vote[][] votes)
    {
        (Items, Annotators, Classes, Votes) = (items, annotators, classes, votes);
        var parsed = new double[classes.Length];
        for (int i = 0; i < classes.Length; i++)
            if (!double.TryParse(classes[i], NumberStyles.Float, CultureInfo.InvariantCulture, out parsed[i]) || !double.IsFinite(parsed[i])) return;
        numbers = parsed;
    }

    /// <summary>The items that have a rating, in the order in which they were met.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>The annotators, in the order in which they were met.</summary>
    public IReadOnlyList<string> Annotators { get; }

    /// <summary>The values, in their order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of ratings.</summary>
    public int Count => Votes.Sum(static votes => votes.Length);

    /// <summary>Whether every class is a number, so that <see cref="RatingScale.Interval"/> has a meaning.</summary>
    public bool AreNumbers => numbers is not null;

    /// <summary>The votes of each item.</summary>
    internal Vote[][] Votes { get; }

    /// <summary>The number that a class is.</summary>
    internal double Number(int code) => numbers![code];

    /// <summary>What an annotator said of an item; null where nothing.</summary>
    /// <exception cref="ArgumentException">There is no such item or annotator.</exception>
    public string? this[string item, string annotator]
    {
        get
        {
            int place = ((string[])Items).AsSpan().IndexOf(item), by = AnnotatorIndex(annotator);
            if (place < 0) throw new ArgumentException($"There is no rating of an item '{Visible.Of(item)}'", nameof(item));
            foreach (Vote vote in Votes[place])
                if (vote.Annotator == by) return Classes[vote.Code];
            return null;
        }
    }

    /// <summary>Gathers ratings.</summary>
    /// <param name="ratings">The ratings in any order.</param>
    /// <param name="classes">The values that there may be, in their order; those of the ratings unless given, numbers by size and texts by their characters.</param>
    /// <exception cref="ArgumentException">An annotator rates an item twice, a value is none of the classes, or a class is there twice; the message names it.</exception>
    public static Ratings Of(IEnumerable<Rating> ratings, IReadOnlyList<string>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        List<Rating> all = [.. ratings];
        string[] values = classes is null ? Sorted(all) : [.. classes];
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string value in values)
            if (!codes.TryAdd(value, codes.Count)) throw new ArgumentException($"The class '{Visible.Of(value)}' is there twice", nameof(classes));
        Dictionary<string, int> items = new(StringComparer.Ordinal), annotators = new(StringComparer.Ordinal);
        List<List<Vote>> votes = [];
        foreach (Rating rating in all)
        {
            if (rating.Item is null || rating.Annotator is null || rating.Value is null) throw new ArgumentException("A rating has an item, an annotator and a value", nameof(ratings));
            if (!codes.TryGetValue(rating.Value, out int code))
                throw new ArgumentException($"'{Visible.Of(rating.Annotator)}' says '{Visible.Of(rating.Value)}' of item '{Visible.Of(rating.Item)}', which is none of the classes {string.Join(", ", values.Select(static name => Visible.Of(name)))}", nameof(ratings));
            if (items.TryAdd(rating.Item, items.Count)) votes.Add([]);
            annotators.TryAdd(rating.Annotator, annotators.Count);
            List<Vote> ofItem = votes[items[rating.Item]];
            int by = annotators[rating.Annotator];
            if (ofItem.Exists(vote => vote.Annotator == by))
                throw new ArgumentException($"'{Visible.Of(rating.Annotator)}' rates item '{Visible.Of(rating.Item)}' twice; keep the rating that counts", nameof(ratings));
            ofItem.Add(new Vote(by, code, rating.At));
        }
        return new Ratings([.. items.Keys], [.. annotators.Keys], values, [.. votes.Select(static v => v.ToArray())]);
    }

    /// <summary>The same ratings by whether they are of one class.</summary>
    internal Ratings Against(int code) =>
        new((string[])Items, (string[])Annotators, ["others", Classes[code]], Array.ConvertAll(Votes, votes => Array.ConvertAll(votes, vote => vote with { Code = vote.Code == code ? 1 : 0 })));

    internal int AnnotatorIndex(string annotator)
    {
        int index = ((string[])Annotators).AsSpan().IndexOf(annotator);
        return index >= 0 ? index : throw new ArgumentException($"There is no rating by '{Visible.Of(annotator)}'; there are ratings by {(Annotators.Count == 0 ? "nobody" : string.Join(", ", Annotators.Select(static name => Visible.Of(name))))}", nameof(annotator));
    }

    private static string[] Sorted(List<Rating> all)
    {
        string[] values = [.. all.Select(static rating => rating.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
            if (!double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return values;
        Array.Sort(numbers, values);
        return values;
    }
}
