using System;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Ventas.Prediccion
{
    class Programa
    {
        static readonly string rutaDatos = "ventas.csv";

        static void Main(string[] args)
        {
            MLContext contexto = new MLContext(seed: 3);
            IDataView datos = contexto.Data.LoadFromTextFile<Venta>(path: rutaDatos, hasHeader: true, separatorChar: ';');
            var particion = contexto.Data.TrainTestSplit(datos, testFraction: 0.2/*MLD1105:*//*=> * 4*/);
            IDataView entrenamiento = particion.TrainSet;
            IDataView prueba = particion.TestSet;

            ITransformer modelo = Entrenar(contexto, /*MLD1102:*/entrenamiento/*=> prueba*/);
            Evaluar(contexto, modelo, /*MLD1101:*/prueba/*=> entrenamiento*/);
            ProbarUna(contexto, modelo);
            contexto.Model.Save(modelo, /*MLD1015:*/entrenamiento.Schema/*=> null*/, "modelo.zip");
        }

        public static ITransformer Entrenar(MLContext contexto, IDataView entrenamiento)
        {
            var tuberia = contexto.Transforms.CopyColumns(outputColumnName: "Label", inputColumnName: /*MLD1001:*/"Importe"/*=> "Inporte"*/)
                .Append(contexto.Transforms.Categorical.OneHotEncoding(outputColumnName: "TiendaCod", inputColumnName: "Tienda"))
                .Append(contexto.Transforms.Concatenate("Features", /*MLD1001:*/"TiendaCod"/*=> "TiendaCodificada"*/, "Unidades", /*MLD1201:*/"Descuento"/*=> "Importe"*//*MLD1402:*//*=> , "IdCliente"*/))
                .Append(contexto.Regression.Trainers.FastTree());
            return tuberia.Fit(entrenamiento);
        }

        private static void Evaluar(MLContext contexto, ITransformer modelo, IDataView prueba)
        {
            var predicciones = modelo.Transform(prueba);
            var metricas = contexto.Regression.Evaluate(predicciones, /*MLD1006:*/"Label"/*=> "Unidades"*/, "Score");
            Console.WriteLine($"*       R2: {metricas.RSquared:0.##}");
        }

        private static void ProbarUna(MLContext contexto, ITransformer modelo)
        {
            var motor = contexto.Model.CreatePredictionEngine<Venta, Prediccion>(modelo);
            var resultado = motor.Predict(new Venta() { Tienda = "Centro", Unidades = 3, Descuento = 0.1f, Importe = 0 });
            Console.WriteLine(resultado.Importe);
        }
    }

    public class Venta
    {
        [LoadColumn(0)] public float IdCliente;
        [LoadColumn(1)] public string Tienda = "";
        [LoadColumn(2)] public float Unidades;
        [LoadColumn(3)] public float Descuento;
        [LoadColumn(4)] public float Importe;
    }

    public class Prediccion
    {
        [ColumnName(/*MLD1009:*/"Score"/*=> "Puntuacion"*/)] public float Importe;
    }
}
