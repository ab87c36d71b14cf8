using System.Security.Cryptography;
using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Rows;
using Xunit.Abstractions;

namespace MlDsl.Sources.Tests.Kinds;

/// <summary>Wherever the rows are, the model is the same to the bit.</summary>
[Collection(Postgres.Name)]
public sealed class EqualStateTests(PostgresServer postgres, ITestOutputHelper output)
{
    [FactWithPostgres]
    public void OneRecordIsTheSameModelFromEverySource()
    {
        Parcel[] parcels = Parcel.Some(1000);
        using var kinds = new ParcelKinds(parcels, postgres);
        string[] rows = [.. parcels.Select(static p => p.Shown)];
        string expected = HashOf(Fit(kinds.Of("memory")));
        int equal = 0;
        foreach (string kind in ParcelKinds.Names)
        {
            Dataset<Parcel> parcelsThere = kinds.Of(kind);
            string[] shown = [.. parcelsThere.Rows.Select(static p => p.Shown)];
            Assert.Equal(rows.Length, shown.Length);
            for (int i = 0; i < rows.Length; i++) Assert.True(rows[i] == shown[i], $"{kind}, row {i + 1}: {shown[i]} is not {rows[i]}");
            Assert.True(expected == HashOf(Fit(parcelsThere)), $"{kind}: another model");
            Assert.True(!kind.StartsWith("spooled", StringComparison.Ordinal) || kinds.Spool.Bytes > 100_000, $"{kind}: nothing was spooled");
            // What nobody refers to any more gives its room back.
            GC.KeepAlive(parcelsThere);
            equal++;
        }
        // Those that have to be among them.
        Assert.Empty(new[] { "memory", "csv", "json lines", "arrow file", "arrow stream", "parquet", "duckdb", "sqlite", "postgresql" }.Except(ParcelKinds.Names));
        output.WriteLine($"sources: kinds={ParcelKinds.Names.Count} equal={equal}");
    }

    private static ParcelModel Fit(Dataset<Parcel> parcels) => ParcelModel.Fit(parcels.SplitRandom(0.2, 0.2, seed: 5).Train);

    private static string HashOf(ParcelModel model)
    {
        using var file = new MemoryStream();
        model.Save(file);
        return Convert.ToHexString(SHA256.HashData(file.ToArray()));
    }
}
