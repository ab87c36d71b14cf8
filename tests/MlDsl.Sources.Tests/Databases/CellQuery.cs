using System.Data.Common;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>Cells of a query.</summary>
internal sealed class CellQuery(Func<DbDataReader> open) : ICellSource
{
    public Dataset<TRow> Of<TRow>() where TRow : IRow<TRow> => Dataset<TRow>.FromQuery(open);

    /// <summary>Compares the cells with what is expected; behind a bar stands what the error says.</summary>
    public static void Check(Func<DbDataReader> open, string type, string expected)
    {
        var source = new CellQuery(open);
        if (expected.IndexOf('|', StringComparison.Ordinal) is >= 0 and int bar)
        {
            string message = Assert.Throws<DataFormatException>(() => Cell.Read(type, source)).Message;
            Assert.StartsWith("the query, row 1: ", message, StringComparison.Ordinal);
            Assert.Contains(expected[(bar + 1)..], message, StringComparison.Ordinal);
        }
        else Assert.Equal(expected, Cell.Read(type, source));
    }
}
