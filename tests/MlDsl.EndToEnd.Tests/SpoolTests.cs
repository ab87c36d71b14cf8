using System.Data;
using System.Runtime.CompilerServices;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.EndToEnd.Tests.Windows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Rows that can be read once only and are too many for memory: to the bit, under a bound, and gone without a trace.</summary>
public sealed class SpoolTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mldsl-spool");

    public void Dispose() => folder.Delete(recursive: true);

    private Spool NewSpool(long most = 1 << 30) => new() { Folder = folder.FullName, MaxBytes = most };

    [Fact]
    public void RowsComeBackToTheBitOnEveryPass()
    {
        Luggage[] rows = Luggage.Some(9000);
        string[] expected = [.. rows.Select(static r => r.Bits)];
        int begun = 0;
        using Spool spool = NewSpool();
        Dataset<Luggage> luggage = Dataset<Luggage>.FromRows(Stream(rows, () => begun++), maxHeldRows: 4999, spool);
        Assert.Equal((0, 0), (begun, spool.Bytes));
        Assert.Equal(9000, luggage.Count());
        Assert.InRange(spool.Bytes, 9000 * 150, 9000 * 2000);
        for (int pass = 0; pass < 2; pass++) Assert.Equal(expected, luggage.Rows.Select(static r => r.Bits));
        Parallel.For(0, 4, _ => Assert.Equal(expected, luggage.Rows.Select(static r => r.Bits)));
        Assert.Equal(1, begun);
    }

    [Theory]
    [InlineData(9000)]
    [InlineData(4096)]
    [InlineData(4095)]
    [InlineData(1)]
    public void OnlyBeyondTheBoundAreTheyOnDisk(int held)
    {
        using Spool spool = NewSpool();
        Luggage[] rows = Luggage.Some(9000);
        Dataset<Luggage> luggage = Dataset<Luggage>.FromRows(Stream(rows), held, spool);
        Assert.Equal(rows.Select(static r => r.Bits), luggage.Rows.Select(static r => r.Bits));
        Assert.Equal(held < 9000, spool.Bytes > 0);
        using Spool none = NewSpool();
        Assert.Equal(0, Dataset<Luggage>.FromRows(Stream<Luggage>([]), held, none).Count() + none.Bytes);
    }

    [Fact]
    public void ASpooledModelIsTheOneOfRowsInMemory()
    {
        Taking[] rows = [.. Takings.Made(6000, seed: 21)];
        using Spool spool = NewSpool();
        Dataset<Taking> held = Dataset<Taking>.FromRows(rows), spooled = Dataset<Taking>.FromRows(Stream(rows), 10, spool);
        Assert.Equal(held.Rows.Select(Takings.Windows), spooled.Rows.Select(Takings.Windows));
        Assert.Equal(held.WindowCounts(), spooled.WindowCounts());
        Assert.Equal(Saved(held), Saved(spooled));
        Assert.True(spool.Bytes > 0);
    }

    [Fact]
    public void AQueryIsAskedOnceAndBadRowsAreCountedOnce()
    {
        int asked = 0;
        using Spool spool = NewSpool();
        Dataset<Trip> trips = Dataset<Trip>.FromQuery(Ask, new QueryOptions { MaxHeldRows = 7, Spool = spool, BadRows = BadRowPolicy.Skip });
        string[] first = [.. trips.Rows.Select(static t => t.ToString())];
        Assert.Equal((290, 290L, 10L), (first.Length, trips.Count(), trips.SkippedRows.Count));
        Assert.Equal(first, trips.Rows.Select(static t => t.ToString()));
        Assert.Equal(first, Dataset<Trip>.FromQuery(Ask, new QueryOptions { BadRows = BadRowPolicy.Skip }).Rows.Select(static t => t.ToString()));
        Assert.Equal(2, asked);
        Assert.True(spool.Bytes > 0);

        DataTableReader Ask()
        {
            asked++;
            var table = new DataTable();
            foreach (ColumnSchema column in Trip.Schema.Stored) table.Columns.Add(column.Name, typeof(object));
            for (int i = 0; i < 300; i++) table.Rows.Add([.. Trip.Schema.Stored.Select(c => (object)(c.Type.StartsWith("string", StringComparison.Ordinal) ? "CMT" : i % 30 == 9 ? "none" : $"{i}"))]);
            return table.CreateDataReader();
        }
    }

    [Fact]
    public void BeyondItsBoundASpoolRefusesAndLeavesNothing()
    {
        using Spool spool = NewSpool(1 << 20);
        Dataset<Luggage> luggage = Dataset<Luggage>.FromRows(Stream(Luggage.Some(20_000)), 100, spool);
        var problem = Assert.Throws<DataFormatException>(() => luggage.Count());
        Assert.Matches("^the stream of Luggage: its rows take more than the 1048576 bytes of Spool.MaxBytes, from row [0-9]+ on; raise it, or write the rows to a file and read that$", problem.Message);
        Assert.Equal(0, spool.Bytes);
        Assert.Empty(Files());
    }

    [Fact]
    public void AFullDiskIsNamed()
    {
        using var spool = new Spool(static _ => new SpoolFile(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0))) { Folder = folder.FullName };
        var problem = Assert.Throws<IOException>(() => Dataset<Luggage>.FromRows(Stream(Luggage.Some(5000)), 100, spool).Count());
        Assert.StartsWith($"the stream of Luggage: row 0 and those behind it cannot be written to a temporary file in '{folder.FullName}' (", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("); make room there, or name another Spool.Folder", problem.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<IOException>(problem.InnerException);
        Assert.Equal(0, spool.Bytes);
    }

    [Fact]
    public void AFolderThatTakesNoFilesIsNamed()
    {
        using Spool spool = NewSpool();
        using var gone = new Spool(static _ => throw new UnauthorizedAccessException("no")) { Folder = folder.FullName };
        var problem = Assert.Throws<IOException>(() => Dataset<Luggage>.FromRows(Stream(Luggage.Some(500)), 100, gone).Count());
        Assert.Equal($"the stream of Luggage: no file for its rows can be made in '{folder.FullName}' (no); name another Spool.Folder", problem.Message);
    }

    [Fact]
    public void TheFileHasNoNameAndIsTheUsersOnly()
    {
        using (Spool spool = NewSpool())
        {
            Assert.Equal(5000, Dataset<Luggage>.FromRows(Stream(Luggage.Some(5000)), 100, spool).Count());
            Assert.Empty(folder.GetFiles());
            string file = Assert.Single(Files());
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
        Assert.Empty(Files());
    }

    [Fact]
    public void APassThatBreaksOrIsCancelledLeavesNothing()
    {
        using Spool spool = NewSpool();
        Assert.Equal("the line is dead", Assert.Throws<IOException>(() => Dataset<Luggage>.FromRows(Stream(Luggage.Some(9000), breaksAt: 8500), 100, spool).Count()).Message);
        Assert.Equal((0, 0), (spool.Bytes, Files().Count));
        using var cancel = new CancellationTokenSource();
        Dataset<Luggage> luggage = Dataset<Luggage>.FromRows(Stream(Luggage.Some(9000), cancel.Cancel), 100, spool);
        Assert.ThrowsAny<OperationCanceledException>(() => luggage.Count(cancel.Token));
        Assert.Equal((0, 0), (spool.Bytes, Files().Count));
    }

    [Fact]
    public void BehindTheSpoolNothingIsRead()
    {
        Spool spool = NewSpool();
        Dataset<Luggage> luggage = Dataset<Luggage>.FromRows(Stream(Luggage.Some(5000)), 100, spool), late = Dataset<Luggage>.FromRows(Stream(Luggage.Some(5000)), 100, spool);
        Assert.Equal(5000, luggage.Count());
        spool.Dispose();
        Assert.Equal(0, spool.Bytes);
        Assert.StartsWith("the stream of Luggage: its rows were in a Spool that was disposed of", Assert.Throws<ObjectDisposedException>(() => luggage.Rows.Count()).Message, StringComparison.Ordinal);
        Assert.StartsWith("the stream of Luggage: its rows were in a Spool that was disposed of", Assert.Throws<ObjectDisposedException>(() => late.Count()).Message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => Dataset<Luggage>.FromRows(Stream<Luggage>([]), 100, spool));
        spool.Dispose();
    }

    [Fact]
    public void WhatNobodyReadsGivesItsRoomBack()
    {
        using Spool spool = NewSpool();
        Assert.True(Spooled(spool) > 0);
        for (int i = 0; i < 20 && spool.Bytes > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.Equal((0, 0), (spool.Bytes, Files().Count));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static long Spooled(Spool spool)
        {
            Dataset<Luggage>.FromRows(Stream(Luggage.Some(5000)), 100, spool).Count();
            return spool.Bytes;
        }
    }

    [Fact]
    public void AnEnumsValueWithoutANameIsRefused()
    {
        using Spool spool = NewSpool();
        Luggage[] rows = Luggage.Some(300);
        string Message(Luggage row) => Assert.Throws<DataFormatException>(() => Dataset<Luggage>.FromRows(Stream([.. rows, row]), 100, spool).Count()).Message;
        Assert.Equal(
            "the stream of Luggage: row 300 has a value in 'Luggage.Inner' that is no member of its enum, so it cannot be spooled; declare the member, or hold the rows in memory",
            Message(rows[0] with { Inner = (Shell)9, Shell = Shell.Hard, Repaired = Shell.Soft }));
        Assert.Contains("'Luggage.Shell'", Message(rows[0] with { Inner = Shell.Hard, Shell = (Shell)9, Repaired = Shell.Soft }), StringComparison.Ordinal);
        Assert.Equal(300, Dataset<Luggage>.FromRows(Stream(rows), 100, spool).Count());
    }

    [Fact]
    public void WhatIsOutOfItsRangeIsSaidBeforeAnyRowIsRead()
    {
        static string Message(Spool spool) => Assert.Throws<ArgumentException>(() => Dataset<Luggage>.FromRows(Stream<Luggage>([]), 100, spool)).Message;
        Assert.Equal("Spool.MaxBytes must be 1048576 or more", Message(NewSpool(1000)));
        Assert.Equal("Spool.Folder must be a folder that is there, which '/no/such/folder' is not", Message(new Spool { Folder = "/no/such/folder" }));
        var options = new QueryOptions { Reread = true, Spool = NewSpool() };
        Assert.Equal(
            "QueryOptions.Spool must be null where Reread is set: what is asked again is not spooled",
            Assert.Throws<ArgumentException>(() => Dataset<Luggage>.FromQuery(static () => new DataTable().CreateDataReader(), options)).Message);
    }

    private static byte[] Saved(Dataset<Taking> data)
    {
        using var file = new MemoryStream();
        TakingModel.Fit(data.SplitByTime(validation: 0.2, test: 0.2).Train).Save(file);
        return file.ToArray();
    }

    private static async IAsyncEnumerable<T> Stream<T>(T[] rows, Action? begin = null, int breaksAt = -1)
    {
        await Task.Yield();
        for (int i = 0; i < rows.Length; i++)
        {
            if (i == breaksAt) throw new IOException("the line is dead");
            if (i == Math.Min(6000, rows.Length - 1)) begin?.Invoke();
            yield return rows[i];
        }
    }

    // The open files of this process that lay in the folder.
    private List<string> Files() => [.. Directory.GetFiles("/proc/self/fd").Where(IsOurs)];

    private bool IsOurs(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, false)?.FullName.StartsWith(folder.FullName, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed meanwhile, by another test.
            return false;
        }
    }
}
