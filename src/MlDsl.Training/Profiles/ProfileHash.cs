using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlDsl.Training;

namespace MlDsl;

/// <summary>What windows of one reference have in common, and what a reference is known by.</summary>
internal static class ProfileHash
{
    /// <summary>The SHA-256 of the layout of the cells, in lower-case hexadecimal: counts have no part in it.</summary>
    public static string Of(ReferenceProfile profile)
    {
        var text = new StringBuilder();
        foreach (ColumnProfile column in profile.Columns.Concat(profile.Scores))
        {
            text.Append(column.Name).Append('\n').Append(column.Kind).Append('\n').Append(column.Of).Append('\n');
            foreach (double edge in column.Edges) text.Append(edge.ToString("R", CultureInfo.InvariantCulture)).Append(' ');
            foreach (string category in column.Categories) text.Append(category.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(category);
            text.Append('\n').Append(column.Bins.ToString(CultureInfo.InvariantCulture)).Append('\n').AppendJoin(' ', column.Groups).Append('\n');
        }
        foreach (PairProfile pair in profile.Pairs.Take(profile.ObservedPairs)) text.Append(CultureInfo.InvariantCulture, $"{pair.First} {pair.Second}\n");
        return Hex(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The SHA-256 of <c>reference.bin</c>, in lower-case hexadecimal: of all counts too, so that two references have it in common only where they are the same.</summary>
    public static string OfCounts(ReferenceProfile profile) => Hex(ReferenceFile.Write(profile));

    private static string Hex(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant();
}
