using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlDsl.Training;

namespace MlDsl;

/// <summary>What windows of one reference have in common, and what is one reference.</summary>
internal static class ProfileHash
{
    /// <summary>The SHA-256 of all that the reference is, counts included, in lower-case hexadecimal: two models whose cells are laid out alike are two references.</summary>
    public static string OfAll(ReferenceProfile profile) => Convert.ToHexString(SHA256.HashData(ReferenceFile.Write(profile))).ToLowerInvariant();

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
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))).ToLowerInvariant();
    }
}
