#if NET10_0_OR_GREATER
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
#endif

namespace MlDsl;

// Marks of 64 bytes at once: the processor moves together what a word of bits chooses.
internal sealed partial class CsvMarks
{
#if NET10_0_OR_GREATER
    private const int Lanes = 16;

    private static bool IsWideSupported => Avx512Vbmi2.IsSupported && Avx512BW.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>Scans whole blocks up to one with a quote; the place of the first block that it leaves to the general way.</summary>
    private int ScanWide(ref byte origin, int at, int end, byte separator, byte? quote, byte lineBreak, int room, ref int marks, ref int lines)
    {
        // Where there are no quotes the third comparison repeats the first, and counts for nothing.
        Vector512<byte> separators = Vector512.Create(separator), breaks = Vector512.Create(lineBreak), quotes = Vector512.Create(quote ?? separator);
        ulong areQuotes = quote is null ? 0 : ulong.MaxValue;
        ref int places = ref MemoryMarshal.GetArrayDataReference(this.places), ends = ref MemoryMarshal.GetArrayDataReference(this.ends);
        int taken = marks, ended = lines;
        for (; end - at >= Block && taken <= room; at += Block)
        {
            Vector512<byte> block = Vector512.LoadUnsafe(ref origin, (nuint)at);
            Vector512<byte> ofLines = Avx512BW.CompareEqual(block, breaks), found = Avx512BW.CompareEqual(block, separators) | ofLines;
            if ((Avx512BW.CompareEqual(block, quotes).ExtractMostSignificantBits() & areQuotes) != 0) break;
            ulong bits = found.ExtractMostSignificantBits();
            int count = BitOperations.PopCount(bits);
            Vector512<byte> chosen = Avx512Vbmi2.Compress(Vector512<byte>.Zero, found, Vector512<byte>.Indices);
            Vector512<int> start = Vector512.Create(at);
            ref int to = ref Unsafe.Add(ref places, taken);
            // The room of a block is behind the last mark: what is written beyond the count is written over.
            (Avx512F.ConvertToVector512Int32(chosen.GetLower().GetLower()) + start).StoreUnsafe(ref to);
            (Avx512F.ConvertToVector512Int32(chosen.GetLower().GetUpper()) + start).StoreUnsafe(ref to, Lanes);
            if (count > 2 * Lanes)
            {
                (Avx512F.ConvertToVector512Int32(chosen.GetUpper().GetLower()) + start).StoreUnsafe(ref to, 2 * Lanes);
                (Avx512F.ConvertToVector512Int32(chosen.GetUpper().GetUpper()) + start).StoreUnsafe(ref to, 3 * Lanes);
            }
            // Which of the marks are line breaks.
            ulong order = Bmi2.X64.ParallelBitExtract(ofLines.ExtractMostSignificantBits(), bits);
            int breaksHere = BitOperations.PopCount(order);
            for (ref int line = ref Unsafe.Add(ref ends, ended); order != 0; line = ref Unsafe.Add(ref line, 4))
            {
                // Four at a time, as few blocks have more; after the last the count of trailing zeros is written and written over.
                for (int i = 0; i < 4; i++)
                {
                    Unsafe.Add(ref line, i) = taken + BitOperations.TrailingZeroCount(order);
                    order &= order - 1;
                }
            }
            (taken, ended) = (taken + count, ended + breaksHere);
        }
        (marks, lines) = (taken, ended);
        return at;
    }
#else
    private static bool IsWideSupported => false;

    private static int ScanWide(ref byte origin, int at, int end, byte separator, byte? quote, byte lineBreak, int room, ref int marks, ref int lines) => at;
#endif
}
