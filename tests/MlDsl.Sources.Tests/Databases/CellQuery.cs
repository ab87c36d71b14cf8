using System.Data.Common;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>Cells of a query.</summary>
internal sealed class CellQuery(Func<DbDataReader> open) : ICellSource
{
    public Dataset<TRow> Of<TRow>() where TRow : IRow<TRow> => Dataset<TRow>.FromQuery(open);
}
