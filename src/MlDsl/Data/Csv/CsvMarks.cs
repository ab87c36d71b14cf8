using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl;

/// <summary>
/// Where separators and line breaks lie in a stretch of bytes without quotes. It is made for many records at once, so that the fields of a
/// record are known without a search of its own. A place where a quote stands ends the stretch.
/// </summary>
/// <remarks>
/// Comparisons of 64 bytes become one word with a bit for each mark, as in G. Langdale and D. Lemire, "Parsing gigabytes of JSON per second",
/// VLDB Journal 2019; its bits are taken out eight at a time, so that their number is seldom a branch that is guessed wrongly, or all at once where the
/// processor can.
/// </remarks>
internal sealed partial class CsvMarks
{
    /// <summary>The bytes that may be read behind the last one of a buffer.</summary>
    public const int Padding = 64;

    private const int Usual = 2048, Block = 64;
    private int[] places = new int[Usual + Block], ends = new int[Usual + Block];
    private int count, ended, record, from, next, scanned = -1;
    private bool stopped;

    /// <summary>The places of the marks; in front of those of a record stands the place before its first byte.</summary>
    public int[] Places => places;

    /// <summary>The byte with which the next record begins; −1 where there is no stretch.</summary>
    public int Next => scanned < 0 ? -1 : next;

    /// <summary>Forgets the stretch: the bytes have moved, or records were read without it.</summary>
    public void Forget() => (scanned, record, ended) = (-1, 0, 0);

    /// <summary>Begins a stretch with the record at <paramref name="start"/>.</summary>
    public void Begin(int start)
    {
        (places[0], count, ended, record, from, next, scanned, stopped) = (start - 1, 1, 0, 0, 0, start, start, false);
    }

    /// <summary>
    /// Moves to the next record whose end is known: its marks follow <paramref name="first"/>, up to <paramref name="last"/>, and are the caller's to change.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNext(out int first, out int last)
    {
        (first, last) = (from, 0);
        if (record == ended) return false;
        last = from = ends[record++];
        next = places[last] + 1;
        return true;
    }

    /// <summary>Goes on with the stretch, up to <paramref name="end"/>, a quote or as many marks as there is room for; whether a record is there then.</summary>
    public bool Extend(byte[] buffer, int end, byte separator, byte? quote, byte lineBreak)
    {
        KeepRest();
        while (!stopped && scanned < end && ended == 0)
        {
            if (count + Block > places.Length) Grow();
            Scan(buffer, end, separator, quote, lineBreak);
        }
        return ended > 0;
    }

    private void KeepRest()
    {
        if (from > 0) places.AsSpan(from, count - from).CopyTo(places);
        (count, ended, record, from) = (count - from, 0, 0, 0);
    }

    // A record with more fields than there is room for.
    private void Grow()
    {
        Array.Resize(ref places, places.Length * 2);
        Array.Resize(ref ends, places.Length);
    }

    private void Scan(byte[] buffer, int end, byte separator, byte? quote, byte lineBreak)
    {
        Vector256<byte> separators = Vector256.Create(separator), breaks = Vector256.Create(lineBreak), quotes = Vector256.Create(quote ?? 0);
        ref byte origin = ref MemoryMarshal.GetArrayDataReference(buffer);
        int at = scanned, marks = count, lines = ended, room = places.Length - Block;
        if (IsWideSupported) at = ScanWide(ref origin, at, end, separator, quote, lineBreak, room, ref marks, ref lines);
        for (; at < end && marks <= room; at += Block)
        {
            // The buffer has room behind its last byte, so the loads never leave it; what lies there is masked.
            Vector256<byte> low = Vector256.LoadUnsafe(ref origin, (nuint)at), high = Vector256.LoadUnsafe(ref origin, (nuint)at + 32);
            ulong ofLines = Bits(Vector256.Equals(low, breaks), Vector256.Equals(high, breaks));
            ulong found = ofLines | Bits(Vector256.Equals(low, separators), Vector256.Equals(high, separators));
            ulong quoted = quote is null ? 0 : Bits(Vector256.Equals(low, quotes), Vector256.Equals(high, quotes));
            if (end - at < Block)
            {
                ulong there = (1UL << (end - at)) - 1;
                (ofLines, found, quoted) = (ofLines & there, found & there, quoted & there);
            }
            if (quoted != 0)
            {
                ulong before = (quoted & (0 - quoted)) - 1;
                (ofLines, found, stopped) = (ofLines & before, found & before, true);
            }
            for (; ofLines != 0; ofLines &= ofLines - 1)
                ends[lines++] = marks + BitOperations.PopCount(found & ((ofLines & (0 - ofLines)) - 1));
            marks += Take(found, at, ref places[marks]);
            if (stopped) break;
        }
        (scanned, count, ended) = (Math.Min(at, end), marks, lines);
    }

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    // Writes up to seven places more than there are; the room of a block is behind the last.
    private static int Take(ulong found, int at, ref int to)
    {
        int taken = BitOperations.PopCount(found);
        for (int left = taken; left > 0; left -= 8)
        {
            for (int i = 0; i < 8; i++)
            {
                Unsafe.Add(ref to, i) = at + BitOperations.TrailingZeroCount(found);
                found &= found - 1;
            }
            to = ref Unsafe.Add(ref to, 8);
        }
        return taken;
    }
}
