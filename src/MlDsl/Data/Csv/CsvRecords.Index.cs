using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlDsl;

// Records that are found in the index: no quotes, and a line break at their end.
internal sealed partial class CsvRecords
{
    private const int MostPatience = 15;
    private int waiting, patience;

    private bool IsComment => comment.Length > 0 && buffer.AsSpan(start, end - start).StartsWith(comment);

    /// <summary>Whether the index has a record more. It knows nothing of blanks around fields.</summary>
    private bool TryIndex()
    {
        if (trim || waiting-- > 0) return false;
        if (marks.Next != start) marks.Begin(start);
        bool found = marks.Extend(buffer, end, separator, quotes ? quote : null, Break);
        // Where every record has quotes, few are tried.
        patience = found ? 0 : Math.Min((2 * patience) + 1, MostPatience);
        waiting = patience;
        return found;
    }

    /// <summary>Makes a record of the index the current one; false where it is blank or a comment, which is left out.</summary>
    private bool TryTake(int last)
    {
        ref int places = ref MemoryMarshal.GetArrayDataReference(marks.Places);
        int stop = Unsafe.Add(ref places, last);
        next = stop + 1;
        Line = nextLine++;
        if (stop > start && buffer[stop - 1] == Return) stop--;
        // The break of the record before may have lost a carriage return in the same way.
        Unsafe.Add(ref places, first) = start - 1;
        Unsafe.Add(ref places, last) = stop;
        Count = last - first;
        if ((Count == 1 && stop == start) || IsComment)
        {
            start = next;
            return false;
        }
        if (!isIndexed) (isIndexed, stray, doubled, undoubled) = (true, -1, false, false);
        hasFields = false;
        return next - start > limit ? throw TooLong() : true;
    }

    private void TakeFields()
    {
        if (fields.Length < Count) Array.Resize(ref fields, Math.Max(Count, fields.Length * 2));
        ReadOnlySpan<int> places = marks.Places.AsSpan(first, Count + 1);
        for (int i = 0; i < Count; i++) fields[i] = new FieldRange(places[i] + 1, places[i + 1] - places[i] - 1, false);
        hasFields = true;
    }
}
