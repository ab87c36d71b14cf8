using System.Globalization;
using System.Text;
using System.Text.Json;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Kinds;

/// <summary>Parcels as text, which databases read by themselves: what they make of it is theirs.</summary>
public static class ParcelTable
{
    /// <summary>The names of the columns, vectors as their elements.</summary>
    public const string Names = "number,city,size,weight,girth,price,fragile,items,sent,seen,due,opens,carrier,note,profile_0,profile_1,profile_2,days";

    /// <summary>A file of separated values.</summary>
    public static string Csv(IEnumerable<Parcel> parcels)
    {
        var text = new StringBuilder(Names).Append('\n');
        foreach (Parcel parcel in parcels) text.AppendJoin(',', Cells(parcel).Select(Quoted)).Append('\n');
        return text.ToString();
    }

    /// <summary>A file of JSON lines, vectors as lists.</summary>
    public static string JsonLines(IEnumerable<Parcel> parcels) => string.Concat(parcels.Select(static p => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["number"] = p.Number,
        ["city"] = p.City,
        ["size"] = p.Size.ToString(),
        ["weight"] = p.Weight,
        ["girth"] = p.Girth,
        ["price"] = p.Price,
        ["fragile"] = p.Fragile,
        ["items"] = p.Items,
        ["sent"] = p.Sent,
        ["seen"] = p.Seen,
        ["due"] = p.Due,
        ["opens"] = p.Opens,
        ["carrier"] = p.Carrier,
        ["note"] = p.Note,
        ["profile"] = p.Profile,
        ["days"] = p.Days,
    }) + "\n"));

    /// <summary>The statement that inserts parcels into a table with the types of <paramref name="profile"/> for the vector.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="profile">How a vector is written; null where its elements are columns.</param>
    public static string Insert(IEnumerable<Parcel> parcels, Func<float[], string>? profile)
    {
        string names = profile is null ? Names : Names.Replace("profile_0,profile_1,profile_2", "profile", StringComparison.Ordinal);
        return $"INSERT INTO parcel ({names}) VALUES " + string.Join(",\n", parcels.Select(p => "(" + string.Join(", ", Literals(p, profile)) + ")"));
    }

    private static IEnumerable<string> Literals(Parcel parcel, Func<float[], string>? profile)
    {
        string?[] cells = Cells(parcel);
        for (int i = 0; i < cells.Length; i++)
        {
            if (profile is not null && i is 15 or 16) continue;
            if (profile is not null && i == 14) yield return profile(parcel.Profile);
            else yield return cells[i] is { } cell ? $"'{cell.Replace("'", "''", StringComparison.Ordinal)}'" : "NULL";
        }
    }

    private static string?[] Cells(Parcel p) =>
    [
        Text(p.Number), p.City, p.Size.ToString(), Text(p.Weight), Text(p.Girth), Text(p.Price), p.Fragile ? "true" : "false", Text(p.Items),
        p.Sent.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture), p.Seen.ToString("yyyy-MM-ddTHH:mm:ss.ffffffK", CultureInfo.InvariantCulture),
        p.Due.ToString("O", CultureInfo.InvariantCulture), p.Opens.ToString("HH:mm:ss", CultureInfo.InvariantCulture), p.Carrier.ToString(), p.Note,
        Text(p.Profile[0]), Text(p.Profile[1]), Text(p.Profile[2]), Text(p.Days),
    ];

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    // An empty text is quoted, so that it is not missing.
    private static string Quoted(string? cell) => cell is null ? "" : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
