using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Tests;

/// <summary>How many rows of a file are read where no more than some are wanted.</summary>
public sealed class FileTableTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true, 4, 3, false)]
    [InlineData(true, 3, 3, true)]
    [InlineData(true, 2, 2, true)]
    [InlineData(false, 5, 3, false)]
    [InlineData(false, 4, 3, false)]
    [InlineData(false, 3, 3, true)]
    [InlineData(false, 2, 2, true)]
    public void AHeaderIsNoneOfTheRows(bool hasHeader, int rows, int read, bool isWhole)
    {
        folder.Write("rows.csv", (hasHeader ? "age,town\n" : "") + string.Concat(Enumerable.Range(0, rows).Select(static i => $"{i},Ulm\n")));
        foreach (bool? said in (bool?[])[null, hasHeader])
        {
            FileTable table = FileTable.Read(folder["rows.csv"], new SaidShape(',', null, said), 3);
            Assert.Equal((hasHeader, read, isWhole), (table.Options.HasHeader, table.Rows, table.IsWhole));
            Assert.Equal("0", table.Columns[0].Texts[0]);
        }
    }

    [Theory]
    [InlineData(3, 2, false)]
    [InlineData(2, 2, true)]
    public void LinesOfJsonAreReadAlike(int rows, int read, bool isWhole)
    {
        folder.Write("rows.jsonl", string.Concat(Enumerable.Range(0, rows).Select(static i => i % 2 == 0 ? "{\"age\":1.50,\"town\":null}\n" : "\n{\"name\":\"Ann\",\"age\":[1, 2]}\n")));
        FileTable table = RecordFiles.Read(folder["rows.jsonl"], null, null, 2, takesLines: true)!;
        Assert.Equal((read, isWhole), (table.Rows, table.IsWhole));
        Assert.Equal(["age", "town", "name"], table.Columns.Select(static column => column.Name));
        Assert.Equal([["1.50", "[1, 2]"], [null, null], [null, "Ann"]], (string?[][])[.. table.Columns.Select(static column => column.Texts.ToArray())]);
    }
}
