using System;
using Microsoft.ML;
using Microsoft.ML.Data;
using static System.Console;

// Previsão de evasão de alunos
var contexto = new MLContext(seed: 99);
WriteLine("Lendo os alunos...");
var alunos = Carregar("alunos.csv");
var partes = contexto.Data.TrainTestSplit(alunos, /*MLD1105:*/0.2/*=> 0.8*/, samplingKeyColumnName: /*MLD1105:*/nameof(Aluno.Turma)/*=> nameof(Aluno.Evadiu)*/);

var treinador = contexto.BinaryClassification.Trainers.LbfgsLogisticRegression(labelColumnName: /*MLD1001:*/nameof(Aluno.Evadiu)/*=> "Evasao"*/, featureColumnName: "Features");
var etapas = Etapas().Append(treinador);

WriteLine("Treinando...");
var modelo = etapas.Fit(/*MLD1102:*/partes.TrainSet/*=> partes.TestSet*/);
Avaliar(modelo, /*MLD1101:*/partes.TestSet/*=> partes.TrainSet*/);
Perguntar(modelo);

IDataView Carregar(string arquivo) => contexto.Data.LoadFromTextFile<Aluno>(arquivo, ',', true);

IEstimator<ITransformer> Etapas()
{
    var curso = contexto.Transforms.Categorical.OneHotEncoding(outputColumnName: "CursoCodigo", inputColumnName: /*MLD1001:*/"Curso"/*=> "Cursos"*/);
    var junta = contexto.Transforms.Concatenate("Numeros", "Faltas", /*MLD1001:*/"Media"/*=> "Média"*//*MLD1002:*//*=> , "Faltas"*/);
    var escala = contexto.Transforms.NormalizeMeanVariance("Numeros");
    var final = contexto.Transforms.Concatenate("Features", "Numeros", "CursoCodigo");
    return curso.Append(junta).Append(escala).Append(final);
}

void Avaliar(ITransformer treinado, IDataView teste)
{
    var previsoes = treinado.Transform(teste);
    var metricas = contexto.BinaryClassification.Evaluate(previsoes, /*MLD1006:*/"Evadiu"/*=> "Turma"*/);
    WriteLine($"Acurácia: {metricas.Accuracy:P2}  AUC: {metricas.AreaUnderRocCurve:P2}");
}

void Perguntar(ITransformer treinado)
{
    var motor = contexto.Model.CreatePredictionEngine<Aluno, Resposta>(treinado);
    string[] cursos = { "Direito", "Medicina" };
    foreach (var curso in cursos)
    {
        var resposta = /*MLD5002:*/motor/*=> contexto.Model.CreatePredictionEngine<Aluno, Resposta>(treinado)*/.Predict(new Aluno { Curso = curso, Faltas = 12, Media = 5.5f });
        WriteLine($"{curso}: {(resposta.Vai ? "vai sair" : "fica")} ({resposta.Chance:P0})");
    }
}

class Aluno
{
    [LoadColumn(0)] public string Turma { get; set; } = "";
    [LoadColumn(1)] public string Curso { get; set; } = "";
    [LoadColumn(2)] public float Faltas { get; set; }
    [LoadColumn(3)] public float Media { get; set; }
    [LoadColumn(4)] public /*MLD1004:*/bool/*=> float*/ Evadiu { get; set; }
}

class Resposta
{
    [ColumnName("PredictedLabel")] public bool Vai { get; set; }
    [ColumnName(/*MLD1009:*/"Probability"/*=> "Probabilidade"*/)] public float Chance { get; set; }
}
