using System.Runtime.InteropServices;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>What users did with items, as trainers learn from it.</summary>
/// <param name="ByUser">Of each user the items, with the sum of the events' strengths, or the latest rating.</param>
/// <param name="Repeats">The rows whose user and item stand in an earlier one.</param>
internal sealed record Interactions(InteractionMatrix ByUser, long Repeats)
{
    private InteractionMatrix? byItem;

    /// <summary>The number of users.</summary>
    public int Users => ByUser.Rows;

    /// <summary>The number of items.</summary>
    public int Items => ByUser.Columns;

    /// <summary>Of each item the users.</summary>
    public InteractionMatrix ByItem => byItem ??= ByUser.Transpose();
}

/// <summary>The interactions of rows with the ids of their users and items.</summary>
internal sealed record ReadInteractions<TUser, TItem>(Interactions Data, Entities<TUser> Users, Entities<TItem> Items)
    where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
    where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>;

/// <summary>Reads interactions of rows: the same rows give the same ones, whatever their order but for sums of events, which are taken in it.</summary>
internal static class InteractionReader
{
    /// <summary>Reads the training rows.</summary>
    /// <param name="batches">One pass.</param>
    /// <param name="ratings">Whether ratings are learned from, of which the latest of a user and an item counts; else events, which add up.</param>
    /// <exception cref="TrainingException">A row has no user, no item or no event, or there are too few of them; the message names the row.</exception>
    public static ReadInteractions<TUser, TItem> Read<TRow, TUser, TItem>(IEnumerable<RowBatch<TRow>> batches, bool ratings)
        where TRow : IInteractionRow<TRow, TUser, TItem>
        where TUser : notnull, IEquatable<TUser>, IComparable<TUser>, ISpanParsable<TUser>
        where TItem : notnull, IEquatable<TItem>, IComparable<TItem>, ISpanParsable<TItem>
    {
        Dictionary<TUser, int> users = [];
        Dictionary<TItem, int> items = [];
        List<Event> events = [];
        foreach (RowBatch<TRow> batch in batches)
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch[i];
                long number = batch.Number(i);
                TUser user = TRow.UserOf(row);
                TItem item = TRow.ItemOf(row);
                if (user is null or "") throw Nameless("user", number);
                if (item is null or "") throw Nameless("item", number);
                if (user is string own && !CategoryKeys.IsWhole(own)) throw Cut("user", number);
                if (item is string its && !CategoryKeys.IsWhole(its)) throw Cut("item", number);
                float value = ratings ? TRow.RatingOf(row) : TRow.EventOf(row);
                if (!float.IsFinite(value) || (!ratings && value <= 0)) throw Wrong(ratings, value, number);
                events.Add(new Event(Place(users, user), Place(items, item), value, ratings ? TRow.EventTimeOf(row) : 0));
            }
        }
        var (userIds, itemIds) = (Entities<TUser>.Of(users.Keys), Entities<TItem>.Of(items.Keys));
        int[] userOrder = OrderOf(users, userIds), itemOrder = OrderOf(items, itemIds);
        foreach (ref Event e in CollectionsMarshal.AsSpan(events)) e = e with { User = userOrder[e.User], Item = itemOrder[e.Item] };
        return new ReadInteractions<TUser, TItem>(Sum(events, userIds.Count, itemIds.Count, ratings), userIds, itemIds);
    }

    private static int Place<T>(Dictionary<T, int> places, T id) where T : notnull
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, id, out bool exists);
        return exists ? place : place = places.Count - 1;
    }

    private static int[] OrderOf<T>(Dictionary<T, int> places, Entities<T> ids) where T : notnull, IEquatable<T>, IComparable<T>, ISpanParsable<T>
    {
        var order = new int[ids.Count];
        foreach (var (id, place) in places) order[place] = ids.IndexOf(id);
        return order;
    }

    // OrderBy is stable: what is of one user and item stays in the order of the rows.
    private static Interactions Sum(List<Event> events, int users, int items, bool ratings)
    {
        var (starts, indexes, values, repeats) = (new int[users + 1], new List<int>(events.Count), new List<float>(events.Count), 0L);
        int user = 0;
        long latest = 0;
        foreach (Event e in events.OrderBy(static e => e.User).ThenBy(static e => e.Item))
        {
            while (user < e.User) starts[++user] = indexes.Count;
            if (indexes.Count > starts[user] && indexes[^1] == e.Item)
            {
                repeats++;
                if (!ratings && !float.IsFinite(values[^1] += e.Value))
                    throw new TrainingException(FormattableString.Invariant($"The events of one user and item add up to more than {float.MaxValue}; give smaller events"));
                if (!ratings) continue;
                if (e.Time >= latest) values[^1] = e.Value;
                latest = Math.Max(latest, e.Time);
                continue;
            }
            indexes.Add(e.Item);
            values.Add(e.Value);
            latest = e.Time;
        }
        while (user < users) starts[++user] = indexes.Count;
        return new Interactions(new InteractionMatrix(items, starts, [.. indexes], [.. values]), repeats);
    }

    private static TrainingException Nameless(string what, long row) =>
        new(FormattableString.Invariant($"Row {row + 1} of the data has no {what}; give it one, or leave the row out"), row, null);

    // Without the id, which may be a person's.
    private static TrainingException Cut(string what, long row) => new(
        FormattableString.Invariant($"Row {row + 1} of the data has the id of {(what == "item" ? "an" : "a")} {what} that begins or ends with half a character, as text cut in the middle of an emoji does; no file can hold it: cut text between runes"), row, null);

    private static TrainingException Wrong(bool isRating, float value, long row) => isRating
        ? new(FormattableString.Invariant($"Row {row + 1} of the data has the rating {value}, which is no finite number; correct it, or leave the row out"), row, null)
        : new(FormattableString.Invariant($"Row {row + 1} of the data has the event {value}; how strong an event is is finite and above 0: correct it, or leave the row out"), row, null);

    private readonly record struct Event(int User, int Item, float Value, long Time);
}
