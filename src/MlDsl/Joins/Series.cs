using System.Runtime.CompilerServices;

namespace MlDsl.Joins;

/// <summary>One row of a series.</summary>
/// <param name="Time">Its event time, in ticks.</param>
/// <param name="Id">What orders rows of one time.</param>
/// <param name="Known">When it was known, in ticks.</param>
/// <param name="Values">Its joined columns.</param>
internal readonly record struct Moment<TValues>(long Time, ulong Id, long Known, TValues Values) : IComparable<Moment<TValues>> where TValues : struct, IEquatable<TValues>
{
    public int CompareTo(Moment<TValues> other) => Time.CompareTo(other.Time) is not 0 and var time ? time : Id.CompareTo(other.Id);

    public bool IsSame(in Moment<TValues> other) => Time == other.Time && Id == other.Id;
}

/// <summary>The rows of one key by event time, and those of one time by id.</summary>
internal sealed class Series<TValues> where TValues : struct, IEquatable<TValues>
{
    private Moment<TValues>[] moments = new Moment<TValues>[1];
    private bool isOrdered = true;

    public int Count { get; private set; }

    public ref readonly Moment<TValues> this[int place] => ref moments[place];

    /// <summary>Adds a row behind the others; <see cref="Sort"/> follows.</summary>
    public void Append(in Moment<TValues> moment)
    {
        MakeRoom();
        isOrdered &= Count == 0 || moments[Count - 1].CompareTo(moment) < 0;
        moments[Count++] = moment;
    }

    /// <summary>Puts appended rows into order and leaves one of those that are the same, known from the earlier time on.</summary>
    /// <param name="repeated">How many were left out.</param>
    /// <returns>The time of two rows that should be one and differ; null for none.</returns>
    public long? Sort(out int repeated)
    {
        repeated = 0;
        if (!isOrdered)
        {
            moments.AsSpan(0, Count).Sort();
            int to = 0;
            for (int from = 1; from < Count; from++)
            {
                if (!moments[to].IsSame(moments[from])) moments[++to] = moments[from];
                else if (!moments[to].Values.Equals(moments[from].Values)) return moments[to].Time;
                else moments[to] = moments[to] with { Known = Math.Min(moments[to].Known, moments[from].Known) };
            }
            repeated = Count - to - 1;
            Count = to + 1;
            isOrdered = true;
        }
        if (Count * 2 < moments.Length) Array.Resize(ref moments, Count);
        return null;
    }

    /// <summary>What would come of a row that is inserted.</summary>
    public Joining Probe(in Moment<TValues> moment)
    {
        int place = Place(moment.Time, moment.Id);
        return place == Count || !moments[place].IsSame(moment) ? Joining.New : moments[place].Values.Equals(moment.Values) ? Joining.Repeated : Joining.Conflicting;
    }

    /// <summary>Inserts a row where it belongs; false where it was there.</summary>
    public bool Insert(in Moment<TValues> moment)
    {
        int place = Place(moment.Time, moment.Id);
        if (place < Count && moments[place].IsSame(moment))
        {
            moments[place] = moments[place] with { Known = Math.Min(moments[place].Known, moment.Known) };
            return false;
        }
        MakeRoom();
        Array.Copy(moments, place, moments, place + 1, Count - place);
        moments[place] = moment;
        Count++;
        return true;
    }

    /// <summary>The newest row that is seen at a time; −1 for none.</summary>
    public int Newest(long at, JoinUse use)
    {
        long last = at - Math.Max(use.Horizon, use.SameTime ? 0 : 1);
        for (int i = Place(last + 1, 0) - 1; i >= 0; i--)
        {
            ref readonly Moment<TValues> moment = ref moments[i];
            if (at - moment.Time > use.Tolerance) return -1;
            if (moment.Known <= at) return i;
        }
        return -1;
    }

    /// <summary>Lets go of the rows before a time; returns their number.</summary>
    public int Forget(long before)
    {
        int gone = Place(before, 0);
        if (gone == 0) return 0;
        Count -= gone;
        Array.Copy(moments, gone, moments, 0, Count);
        // What is no longer held must not keep texts alive.
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TValues>()) Array.Clear(moments, Count, gone);
        if (Count * 4 < moments.Length) Array.Resize(ref moments, Math.Max(1, Count * 2));
        return gone;
    }

    private int Place(long time, ulong id)
    {
        // Most rows come in order, and most ask for the end.
        int low = 0, high = Count;
        if (high > 0 && IsBefore(high - 1, time, id)) return high;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (IsBefore(middle, time, id)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private bool IsBefore(int place, long time, ulong id) => moments[place].Time < time || (moments[place].Time == time && moments[place].Id < id);

    private void MakeRoom()
    {
        if (Count == moments.Length) Array.Resize(ref moments, Count * 2);
    }
}
